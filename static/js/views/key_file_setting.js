// The section of the settings about the key file: since when there is one, and what can be done with it.

import { dayInText } from "../lib/time.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class KeyFileSetting extends View {
  start() {
    const { client, dialogs } = this.context
    this.ref("make").addEventListener("click", () => dialogs.get("key-file").open())
    this.ref("drill").addEventListener("click", () => dialogs.get("drill").openBy("file"))
    client.addEventListener("key-file", () => this.#show())
    this.#show()
  }

  #show() {
    const { fileTime } = this.context.client
    this.ref("since").textContent = fileTime === null ? t("key-file-none") : t("key-file-since", { day: dayInText(fileTime) })
    this.ref("drill").hidden = fileTime === null
  }
}
