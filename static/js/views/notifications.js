// The section of the settings about being told of new messages, in this browser.

import { chime } from "../lib/chime.js"
import { showAlert } from "../lib/forms.js"
import { canNotify, makeNotice, mayNotify } from "../lib/notice.js"
import { chooseTelling, followTelling, telling } from "../lib/telling.js"
import { timeOfDay } from "../lib/time.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class Notifications extends View {
  start() {
    this.element.addEventListener("change", ({ target }) => this.#choose(target))
    followTelling(() => this.#show())
  }

  async #choose({ checked, name, value }) {
    showAlert(this.ref("refused"), "")
    if (name === "notify") return this.#notify(checked)
    if (name === "sound") {
      chooseTelling({ sound: checked ? "on" : "off" })
      if (checked) chime().catch(() => {})
    } else chooseTelling({ [name]: value })
  }

  // A person is asked when they turn it on, and at no other time. The first one shows whether it works: some browsers say yes
  // and then let no page show any.
  async #notify(isWanted) {
    if (!isWanted) return chooseTelling({ notify: "off" })
    this.#show()
    const refused = await refusal()
    if (refused) showAlert(this.ref("refused"), t(refused))
    else chooseTelling({ notify: "on" })
  }

  #show() {
    const chosen = telling()
    const isOn = chosen.notify === "on" && mayNotify()
    const now = { ...chosen, notify: isOn ? "on" : "off" }
    for (const input of this.element.querySelectorAll("input")) {
      input.checked = input.type === "checkbox" ? now[input.name] === "on" : now[input.name] === input.value
    }
    this.ref("says").hidden = !isOn
    this.ref("until").textContent = chosen.until ? t("quiet-until", { time: timeOfDay(chosen.until) }) : ""
  }
}

const refusal = async () => {
  if (!canNotify()) return "notify-unable"
  if (await Notification.requestPermission() !== "granted") return "notify-refused"
  try {
    makeNotice("SecureChat", t("notify-works"), "securechat")
    return null
  } catch {
    return "notify-unable"
  }
}
