// The head of a chat: its title, who is in it, whether its log is kept.

import { drawAvatar } from "../lib/avatar.js"
import { View } from "../lib/view.js"
import { words } from "../lib/words.js"

export class RoomHeader extends View {
  start() {
    const { client, place } = this.context
    client.addEventListener("chats", () => this.#show())
    place.addEventListener("open", () => this.#show())
    this.ref("back").addEventListener("click", () => this.#back())
  }

  #show() {
    const { client, place } = this.context
    const chat = client.chats.find(({ room }) => room === place.opened)
    if (!chat) return
    drawAvatar(this.ref("avatar"), chat.title, { group: chat.kind === "group" })
    this.ref("title").textContent = chat.title
    this.ref("line").textContent = this.#line(chat)
    this.ref("log-off").hidden = chat.log
  }

  #line({ active, kind, members }) {
    if (!active) return words.leftLine
    return kind === "group" ? words.membersLine(members.map(({ username }) => username)) : words.directLine
  }

  #back() {
    const { place } = this.context
    const { room } = place
    place.leave()
    document.querySelector(`.chat-link[href="#${room}"]`)?.focus()
  }
}
