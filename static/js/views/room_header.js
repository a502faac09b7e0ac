// The head of a chat: its title, who is in it and who is writing, whether its log is kept and its messages disappear.

import { duration } from "../lib/duration.js"
import { View } from "../lib/view.js"
import { list, t } from "../lib/words.js"
import { drawChatFace } from "./face.js"

export class RoomHeader extends View {
  start() {
    const { client, place } = this.context
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("open", () => this.#show())
    this.ref("back").addEventListener("click", () => this.#back())
    this.ref("search").addEventListener("click", () => this.context.dialogs.get("search").openFor(place.opened))
  }

  #show() {
    const { client, place } = this.context
    const chat = client.chats.find(({ room }) => room === place.opened)
    if (!chat) return
    drawChatFace(this.ref("avatar"), client, chat)
    if (chat.presence) this.ref("avatar").dataset.presence = chat.presence
    else delete this.ref("avatar").dataset.presence
    this.ref("verified").hidden = !chat.verified
    this.ref("title").textContent = chat.title
    this.ref("line").textContent = this.#line(chat)
    this.ref("log-off").hidden = chat.log
    this.ref("timer").hidden = !chat.expire
    this.ref("timer").title = t("room-timer", { after: duration(chat.expire) })
    this.ref("timer-value").textContent = duration(chat.expire)
  }

  #line({ active, isClosed, isNotes, kind, members, presence, typing }) {
    if (isClosed) return t("room-over")
    if (!active) return t("room-left")
    if (isNotes) return t("notes-line")
    if (typing.length) return t("room-typing", { count: typing.length, first: typing[0], second: typing[1] })
    if (presence) return t(`room-${presence}`)
    if (kind !== "group") return t("room-encrypted")
    return t("room-members", { count: members.length, names: list(members.map(({ username }) => username)) })
  }

  #back() {
    const { place } = this.context
    const { room } = place
    place.leave()
    document.querySelector(`.chat-link[href="#${room}"]`)?.focus()
  }
}
