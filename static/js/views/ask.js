// The dialog that asks once more before what cannot be undone.

import { t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

export class Ask extends Dialog {
  #answer = null

  start() {
    this.ref("action").addEventListener("click", () => this.#settle(true))
    this.element.addEventListener("close", () => this.#settle(false))
  }

  /** Ask by a message with the attributes `text` and `action`; true if the person pressed the button that does it. */
  ask(id, about) {
    this.ref("title").textContent = t(id, about)
    this.ref("text").textContent = t(`${id}.text`, about)
    this.ref("action").textContent = t(`${id}.action`, about)
    this.open()
    return new Promise((resolve) => this.#answer = resolve)
  }

  #settle(yes) {
    this.#answer?.(yes)
    this.#answer = null
    if (this.element.open) this.close()
  }
}
