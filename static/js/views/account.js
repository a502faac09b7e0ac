// Who is logged in, and the way out.

import { Disclosure } from "../lib/disclosure.js"
import { once } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { words } from "../lib/words.js"
import { drawFace } from "./face.js"

export class Account extends View {
  start() {
    const { client } = this.context
    this.element.hidden = false
    this.#draw()
    client.addEventListener("people", ({ detail }) => detail.username === client.username && this.#draw())
    this.ref("username").textContent = client.username
    this.ref("store").textContent = words.stores[client.store] ?? ""
    const menu = new Disclosure(this.ref("button"), this.ref("panel"))
    this.ref("log-out").addEventListener("click", () => once(this.ref("log-out"), async () => {
      menu.close()
      await client.logout()
    }))
  }

  #draw() {
    const { client } = this.context
    drawFace(this.ref("avatar"), client, client.username)
  }
}
