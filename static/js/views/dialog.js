// A dialog that others open by its name.

import { showAlert, showError } from "../lib/forms.js"
import { View } from "../lib/view.js"

export class Dialog extends View {
  constructor(element, context) {
    super(element, context)
    context.dialogs.set(element.dataset.dialog, this)
    element.addEventListener("click", (event) => {
      const outside = event.target === element && !this.#contains(event)
      if (outside || event.target.closest("[data-close]")) this.close()
    })
  }

  /** Fill in what differs from time to time; called before the dialog shows. */
  prepare() {}

  /** Show the dialog, fresh. */
  open() {
    this.element.querySelector("form")?.reset()
    for (const input of this.element.querySelectorAll(".field__input")) showError(input, "")
    if (this.ref("alert")) showAlert(this.ref("alert"), "")
    this.prepare()
    this.element.showModal()
  }

  close() {
    this.element.close()
  }

  // The backdrop belongs to the dialog's element; only coordinates tell them apart.
  #contains({ clientX, clientY }) {
    const { bottom, left, right, top } = this.element.getBoundingClientRect()
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
  }
}
