// The section of the settings about looks: what is chosen applies at once.

import { appearance, chooseAppearance } from "../lib/appearance.js"
import { View } from "../lib/view.js"

export class Appearance extends View {
  start() {
    this.element.addEventListener("change", ({ target }) => chooseAppearance(target.name, target.value))
    // Another tab may choose, too.
    for (const name of ["appearance", "storage"]) addEventListener(name, () => this.#show())
    this.#show()
  }

  #show() {
    const chosen = appearance()
    for (const input of this.element.querySelectorAll("input")) input.checked = chosen[input.name] === input.value
  }
}
