// The section of the settings about where the keys are kept.

import { showAlert } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class KeyStore extends View {
  start() {
    const { client, dialogs } = this.context
    this.ref("move").addEventListener("click", () => dialogs.get("key-store").open())
    client.addEventListener("store", () => this.#show())
    // What was done is said until somebody comes again.
    this.element.closest("dialog").addEventListener("close", () => showAlert(this.ref("done"), ""))
    client.addEventListener("store", () => showAlert(this.ref("done"), t(`key-store-moved-${client.store}`)))
    this.#show()
  }

  #show() {
    const { store } = this.context.client
    this.ref("about").textContent = t(`key-store-${store}`)
    this.ref("move").textContent = t(`key-store-leave-${store}`)
  }
}
