// The section of the settings about what others are told: what is decided counts at once, and in the account's other browsers.

import { View } from "../lib/view.js"

export class Privacy extends View {
  start() {
    const { client } = this.context
    this.element.addEventListener("change", ({ target }) => client.setPrivacy({ [target.name]: target.checked }))
    client.addEventListener("privacy", () => this.#show())
    this.#show()
  }

  #show() {
    const given = this.context.client.privacy
    for (const input of this.element.querySelectorAll("input")) input.checked = given[input.name]
  }
}
