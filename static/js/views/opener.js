// A button that opens a dialog.

import { View } from "../lib/view.js"

export class Opener extends View {
  start() {
    this.element.disabled = false
    this.element.addEventListener("click", () => this.context.dialogs.get(this.element.dataset.opens).open())
  }
}
