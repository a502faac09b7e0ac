// A line that says what has just happened, and goes by itself.

import { View } from "../lib/view.js"

/** Long enough to be read, in milliseconds. */
const LASTS = 5_000

export class Toast extends View {
  #timer = null

  constructor(element, context) {
    super(element, context)
    context.toast = this
  }

  say(text) {
    clearTimeout(this.#timer)
    this.element.textContent = text
    this.element.dataset.shown = ""
    this.#timer = setTimeout(() => delete this.element.dataset.shown, LASTS)
  }
}
