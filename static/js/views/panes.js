// Which pane a phone shows, and what the tab is called.

import { View } from "../lib/view.js"

export class Panes extends View {
  start() {
    const { client, place } = this.context
    place.addEventListener("choose", () => this.#show())
    client.addEventListener("chats", () => this.#name())
    this.#show()
  }

  #show() {
    this.element.dataset.pane = this.context.place.room ? "room" : "chats"
    this.#name()
  }

  #name() {
    const { client, place } = this.context
    const unread = client.chats.reduce((sum, chat) => sum + chat.unread, 0)
    const title = client.chats.find((chat) => chat.room === place.room)?.title
    document.title = (unread ? `(${unread}) ` : "") + (title ? `${title} · ` : "") + "SecureChat"
  }
}
