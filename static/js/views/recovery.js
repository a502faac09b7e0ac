// The section of the settings about the recovery phrase: since when there is one, and what can be done with it.

import { dayInText } from "../lib/time.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class Recovery extends View {
  start() {
    const { client, dialogs } = this.context
    this.ref("make").addEventListener("click", () => dialogs.get("phrase").open())
    this.ref("drill").addEventListener("click", () => dialogs.get("drill").openBy("phrase"))
    client.addEventListener("phrase", () => this.#show())
    this.#show()
  }

  #show() {
    const { phraseTime } = this.context.client
    this.ref("about").textContent = phraseTime === null ? t("recovery-none") : t("recovery-since", { day: dayInText(phraseTime) })
    this.ref("make").textContent = t(phraseTime === null ? "recovery-make" : "recovery-again")
    this.ref("drill").hidden = phraseTime === null
  }
}
