// The bar above the composer while a chat is blocked: why nothing is sent, and the way to decide. What is
// written meanwhile waits.

import { hasFinePointer } from "../lib/environment.js"
import { View } from "../lib/view.js"
import { sentence, t } from "../lib/words.js"

export class Blocked extends View {
  start() {
    const { client, dialogs, place } = this.context
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("open", () => this.#show())
    this.ref("look").addEventListener("click", () => dialogs.get("verify").openFor(this.#blocked.username))
    dialogs.get("verify").element.addEventListener("close", () => this.#goOn())
  }

  get #blocked() {
    const { client, place } = this.context
    const chat = client.chats.find(({ room }) => room === place.opened)
    return chat?.active ? chat.blocked : null
  }

  #show() {
    const blocked = this.#blocked
    const text = blocked ? this.#text(blocked) : ""
    this.element.hidden = !blocked
    // Said again, it would be read out again.
    if (this.ref("text").textContent !== text) this.ref("text").textContent = text
    // Of the other reasons there is nothing to decide here.
    this.ref("look").hidden = blocked?.reason !== "key-changed"
  }

  #text({ reason, username }) {
    if (reason !== "key-changed") return sentence(reason, { name: username })
    const { changed } = this.context.client.person(username)
    return t(changed?.kept ? "blocked-kept" : "blocked-changed", { name: username })
  }

  // The decision took away the button that the focus would return to. On a phone the keyboard would cover the chat.
  #goOn() {
    const { activeElement, body } = document
    const isLost = activeElement === body || !activeElement.checkVisibility()
    if (isLost && !this.#blocked && hasFinePointer()) document.getElementById("message").focus()
  }
}
