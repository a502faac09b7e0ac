// The list of chats, the pinned ones first, then newest activity first; those that were put away are folded up below it. While
// somebody looks for a chat, all those whose name answers.

import { KeyedList } from "../lib/keyed.js"
import { LongPress } from "../lib/long_press.js"
import { bestMatches } from "../lib/match.js"
import { plain } from "../lib/markup/plain.js"
import { clone, ref } from "../lib/template.js"
import { fullTime, machineTime, shortTime, timeOfDay } from "../lib/time.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"
import { ALWAYS } from "../session/arrangement.js"
import { drawChatFace, drawPresence } from "./face.js"
import { lastText } from "./last_text.js"

export class ChatList extends View {
  #list
  #archived

  start() {
    const { client, place, sought } = this.context
    this.#list = this.#keyed("list")
    this.#archived = this.#keyed("archived-list")
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("choose", () => this.#show())
    sought.addEventListener("change", () => this.#show())
    // Overnight "14:05" becomes "Mon".
    document.addEventListener("visibilitychange", () => this.#show())
    this.ref("archived").addEventListener("click", () => this.#fold())
    this.#listenForMenu()
    this.ref("skeleton").remove()
    this.#show()
  }

  #keyed(name) {
    return new KeyedList(this.ref(name), {
      make: () => clone("chat"),
      update: (element, { chat }) => this.#draw(element, chat),
    })
  }

  #listenForMenu() {
    this.element.addEventListener("click", ({ target }) => {
      const button = target.closest(".chat-entry__more")
      if (button) this.#openMenu(button.closest(".chat-entry"), button)
    })
    this.element.addEventListener("contextmenu", (event) => {
      const entry = event.target.closest(".chat-entry")
      if (!entry) return
      event.preventDefault()
      // A key has no place: its menu stands beside the chat. A finger has been met by LongPress.
      const { clientX, clientY, pointerType } = event
      if (pointerType === "mouse") this.#openMenu(entry, { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) })
      else if (pointerType !== "touch" && pointerType !== "pen") this.#openMenu(entry)
    })
    new LongPress(this.element, (target) => {
      const entry = target.closest(".chat-entry")
      if (entry) this.#openMenu(entry)
    })
  }

  #openMenu(entry, anchor = entry) {
    this.context.dialogs.get("arrange-menu").openFor(ref(entry, "link").hash.slice(1), anchor)
  }

  #show() {
    const { client, sought } = this.context
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null
    const { chats } = client
    const archived = sought.text ? [] : chats.filter((chat) => chat.archived)
    const titled = () => bestMatches(sought.text, chats, ({ title }) => title)
    const shown = sought.text ? titled() : chats.filter((chat) => !chat.archived)
    this.#list.show(shown.map(entryOf))
    this.#archived.show(archived.map(entryOf))
    this.ref("archived").hidden = archived.length === 0
    this.ref("archived-text").textContent = t("chats-archived", { count: archived.length })
    this.ref("unfound").textContent = sought.text && !shown.length ? t("chats-unfound") : ""
    this.ref("none").hidden = chats.length > 0
    if (focused && !focused.isConnected) this.#focusAgain()
  }

  // A chat that goes from one list to the other leaves its reader here.
  #focusAgain() {
    const target = this.ref("archived").hidden ? this.element.querySelector(".chat-link") : this.ref("archived")
    target?.focus({ preventScroll: true })
  }

  #fold() {
    const list = this.ref("archived-list")
    list.hidden = !list.hidden
    this.ref("archived").setAttribute("aria-expanded", String(!list.hidden))
    if (!list.hidden) list.firstElementChild?.scrollIntoView({ block: "nearest" })
  }

  #draw(element, chat) {
    const link = ref(element, "link")
    link.href = `#${chat.room}`
    link.classList.toggle("chat-link--unread", chat.unread > 0 && !chat.isMuted)
    if (chat.room === this.context.place.room) link.setAttribute("aria-current", "true")
    else link.removeAttribute("aria-current")
    drawChatFace(ref(element, "avatar"), this.context.client, chat)
    drawPresence(element, chat.presence)
    ref(element, "verified").hidden = !chat.verified
    ref(element, "title").textContent = chat.title
    ref(element, "more").setAttribute("aria-label", t("arrange", { title: chat.title }))
    // In the chat that is open the draft is seen anyway.
    const isDraft = chat.draft !== null && chat.room !== this.context.place.room
    ref(element, "preview").toggleAttribute("data-draft", isDraft)
    ref(element, "preview").textContent = isDraft ? t("chat-preview-draft", { text: plain(chat.draft) }) : this.#preview(chat)
    const time = ref(element, "time")
    time.textContent = chat.last ? shortTime(chat.last.time) : ""
    time.dateTime = chat.last ? machineTime(chat.last.time) : ""
    time.title = chat.last ? fullTime(chat.last.time) : ""
    drawMarks(element, chat)
  }

  #preview({ kind, last }) {
    const text = lastText(last)
    if (!text) return t("chat-preview-none")
    if (last.sender === this.context.client.username) return t("chat-preview-own", { text })
    return kind === "group" && last.sender ? t("chat-preview-other", { sender: last.sender, text }) : text
  }
}

const entryOf = (chat) => ({ key: chat.room, chat })

const drawMarks = (element, { isMuted, muted, pinned, unread }) => {
  ref(element, "pinned").hidden = !pinned
  ref(element, "muted").hidden = !isMuted
  ref(element, "muted").title = muted < ALWAYS ? t("chat-muted-until", { time: timeOfDay(muted) }) : t("chat-muted")
  ref(element, "badge").hidden = unread === 0
  ref(element, "badge").classList.toggle("badge--quiet", isMuted)
  ref(element, "unread").textContent = unread > 99 ? "99+" : unread
  ref(element, "unread-text").textContent = t("chat-unread", { count: unread })
}
