// The dialog that asks once more before what cannot be undone.

import { Dialog } from "./dialog.js"

export class Ask extends Dialog {
  #answer = null

  start() {
    this.ref("action").addEventListener("click", () => this.#settle(true))
    this.element.addEventListener("close", () => this.#settle(false))
  }

  /** Ask; true if the person pressed the button that does it. */
  ask({ title, text, action }) {
    this.ref("title").textContent = title
    this.ref("text").textContent = text
    this.ref("action").textContent = action
    this.open()
    return new Promise((resolve) => this.#answer = resolve)
  }

  #settle(yes) {
    this.#answer?.(yes)
    this.#answer = null
    if (this.element.open) this.close()
  }
}
