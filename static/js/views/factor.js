// The section of the settings about the second factor: asked for each time the settings open.

import { canUsePasskeys } from "../lib/environment.js"
import { showAlert } from "../lib/forms.js"
import { clone, ref } from "../lib/template.js"
import { dayInText } from "../lib/time.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

const PURPOSES = ["set-up", "passkey", "codes", "off"]

export class Factor extends View {
  start() {
    const { dialogs } = this.context
    for (const purpose of PURPOSES) this.ref(purpose).addEventListener("click", () => dialogs.get("factor").openFor(purpose))
    this.ref("passkeys").addEventListener("click", ({ target }) => {
      const button = target.closest("[data-passkey]")
      if (button) dialogs.get("factor").openFor("remove", button.dataset.passkey)
    })
    this.element.closest("dialog").addEventListener("prepare", () => this.#show())
    document.querySelector("[data-dialog=factor]").addEventListener("close", () => this.#show())
  }

  async #show() {
    showAlert(this.ref("alert"), "")
    try {
      const { totp, codes, passkeys } = await this.context.client.factor.about()
      const isOn = totp !== null || passkeys.length > 0
      const how = !passkeys.length ? "app" : totp === null ? "passkey" : "both"
      this.ref("about").textContent = isOn ? t("factor-on", { how, count: codes }) : t("factor-none")
      this.ref("set-up").hidden = totp !== null
      this.ref("passkey").hidden = !canUsePasskeys()
      this.ref("unable").hidden = canUsePasskeys()
      for (const name of ["codes", "off"]) this.ref(name).hidden = !isOn
      this.ref("passkeys").replaceChildren(...passkeys.map(drawn))
      this.ref("passkeys").hidden = !passkeys.length
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}

const drawn = ({ id, name, opens, time }) => {
  const element = clone("passkey")
  ref(element, "name").textContent = name
  ref(element, "since").textContent = t(opens ? "passkey-opens" : "passkey-since", { day: dayInText(time) })
  const remove = ref(element, "remove")
  remove.dataset.passkey = id
  remove.setAttribute("aria-label", t("passkey-remove.label", { name }))
  return element
}
