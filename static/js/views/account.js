// Who is logged in, and the way out.

import { Disclosure } from "../lib/disclosure.js"
import { once, showAlert } from "../lib/forms.js"
import { followTelling, telling } from "../lib/telling.js"
import { timeOfDay } from "../lib/time.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"
import { drawFace } from "./face.js"

export class Account extends View {
  start() {
    const { client } = this.context
    this.element.hidden = false
    this.#draw()
    client.addEventListener("people", ({ detail }) => detail.username === client.username && this.#draw())
    this.ref("username").textContent = client.username
    const showStore = () => this.ref("store").textContent = client.store ? t(`account-keys-${client.store}`) : ""
    client.addEventListener("store", showStore)
    showStore()
    const menu = new Disclosure(this.ref("button"), this.ref("panel"))
    for (const name of ["invite", "settings", "shortcuts"]) {
      this.ref(name).addEventListener("click", () => {
        menu.close()
        this.context.dialogs.get(name).open()
      })
    }
    this.ref("quiet").addEventListener("click", () => {
      menu.close()
      this.context.dialogs.get("settings").openAt("notifications")
    })
    followTelling(() => this.#showQuiet())
    this.ref("notes").addEventListener("click", () => once(this.ref("notes"), () => this.#openNotes(menu)))
    this.ref("log-out").addEventListener("click", () => once(this.ref("log-out"), async () => {
      menu.close()
      await client.logout()
    }))
  }

  async #openNotes(menu) {
    showAlert(this.ref("alert"), "")
    try {
      const room = await this.context.client.openNotes()
      menu.close()
      this.context.place.choose(room)
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }

  #showQuiet() {
    const { quiet, until } = telling()
    const isQuiet = quiet !== "off"
    const what = until ? t("quiet-on-until", { time: timeOfDay(until) }) : t("quiet")
    this.ref("quiet-sign").hidden = !isQuiet
    this.ref("quiet-sign").title = what
    this.ref("quiet-text").textContent = isQuiet ? what : ""
    this.ref("quiet-value").textContent = until ? t("arrange-until", { time: timeOfDay(until) }) : isQuiet ? t("quiet-on") : ""
  }

  #draw() {
    const { client } = this.context
    drawFace(this.ref("avatar"), client, client.username)
  }
}
