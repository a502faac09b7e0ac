// The list of chats, newest activity first.

import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { fullTime, machineTime, shortTime } from "../lib/time.js"
import { View } from "../lib/view.js"
import { words } from "../lib/words.js"
import { drawChatFace } from "./face.js"

export class ChatList extends View {
  #list

  start() {
    const { client, place } = this.context
    this.#list = new KeyedList(this.ref("list"), {
      make: () => clone("chat"),
      update: (element, { chat }) => this.#draw(element, chat),
    })
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("choose", () => this.#show())
    // Overnight "14:05" becomes "Mon".
    document.addEventListener("visibilitychange", () => this.#show())
    this.ref("skeleton").remove()
    this.#show()
  }

  #show() {
    const { chats } = this.context.client
    this.#list.show(chats.map((chat) => ({ key: chat.room, chat })))
    this.ref("none").hidden = chats.length > 0
  }

  #draw(element, chat) {
    const link = ref(element, "link")
    link.href = `#${chat.room}`
    link.classList.toggle("chat-link--unread", chat.unread > 0)
    if (chat.room === this.context.place.room) link.setAttribute("aria-current", "true")
    else link.removeAttribute("aria-current")
    drawChatFace(ref(element, "avatar"), this.context.client, chat)
    ref(element, "verified").hidden = !chat.verified
    ref(element, "title").textContent = chat.title
    ref(element, "preview").textContent = this.#preview(chat)
    const time = ref(element, "time")
    time.textContent = chat.last ? shortTime(chat.last.time) : ""
    time.dateTime = chat.last ? machineTime(chat.last.time) : ""
    time.title = chat.last ? fullTime(chat.last.time) : ""
    ref(element, "badge").hidden = chat.unread === 0
    ref(element, "unread").textContent = chat.unread > 99 ? "99+" : chat.unread
    ref(element, "unread-text").textContent = words.unread(chat.unread)
  }

  #preview({ kind, last }) {
    if (!last?.text) return words.noMessages
    const text = last.text.replace(/\s+/gu, " ")
    if (last.sender === this.context.client.username) return `${words.you}: ${text}`
    return kind === "group" && last.sender ? `${last.sender}: ${text}` : text
  }
}
