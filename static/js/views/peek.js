// The button in a password field that shows what was typed.

import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class Peek extends View {
  #field = document.getElementById(this.element.getAttribute("aria-controls"))

  start() {
    this.element.addEventListener("click", () => this.#show(this.#field.type === "password"))
    // Password managers save, and shoulders see, only what is a password again when it is sent.
    this.#field.form.addEventListener("submit", () => this.#show(false))
  }

  #show(shown) {
    this.#field.type = shown ? "text" : "password"
    this.element.textContent = t(shown ? "field-hide" : "field-show")
    this.element.setAttribute("aria-pressed", String(shown))
  }
}
