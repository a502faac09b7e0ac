// The head of a chat: its title, who is in it and who is writing, whether its log is kept.

import { View } from "../lib/view.js"
import { words } from "../lib/words.js"
import { drawChatFace } from "./face.js"

export class RoomHeader extends View {
  start() {
    const { client, place } = this.context
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("open", () => this.#show())
    this.ref("back").addEventListener("click", () => this.#back())
  }

  #show() {
    const { client, place } = this.context
    const chat = client.chats.find(({ room }) => room === place.opened)
    if (!chat) return
    drawChatFace(this.ref("avatar"), client, chat)
    this.ref("verified").hidden = !chat.verified
    this.ref("title").textContent = chat.title
    this.ref("line").textContent = this.#line(chat)
    this.ref("log-off").hidden = chat.log
  }

  #line({ active, kind, members, typing }) {
    if (!active) return words.leftLine
    if (typing.length) return words.typing(typing)
    return kind === "group" ? words.membersLine(members.map(({ username }) => username)) : words.directLine
  }

  #back() {
    const { place } = this.context
    const { room } = place
    place.leave()
    document.querySelector(`.chat-link[href="#${room}"]`)?.focus()
  }
}
