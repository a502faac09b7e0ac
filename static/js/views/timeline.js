// The messages of the chat that is open.

import { entriesOf, firstUnread } from "../lib/entries.js"
import { View } from "../lib/view.js"
import { Windowed } from "../lib/windowed.js"
import { drawEntry, makeEntry } from "./entry.js"
import { drawChatFace } from "./face.js"
import { Files } from "./files.js"

const isMessage = ({ type }) => type === "message"

/** Event: "drawn" at its element: other messages are in the document than before. */
export class Timeline extends View {
  #list
  #files
  #items = []
  #entries = []
  #names = new Set()
  // How many were unread when the chat was opened, and which was the last then.
  #unread = { count: 0, last: null }
  #loading = null
  #isNews = false

  constructor(element, context) {
    super(element, context)
    context.timeline = this
  }

  start() {
    const { client, place } = this.context
    this.#files = new Files(this.context, this.ref("scroll"))
    const update = (element, entry) => {
      drawEntry(element, entry, this.#about)
      this.#files.draw(element, entry)
    }
    this.#list = new Windowed(this.ref("scroll"), this.ref("items"), {
      make: makeEntry,
      update,
      drawn: () => this.#drawn(),
      moved: () => this.#scrolled(),
    })
    place.addEventListener("open", () => this.#open())
    place.addEventListener("seek", () => this.#seek())
    client.addEventListener("timeline", ({ detail }) => {
      if (detail.room === place.opened) this.#follow()
    })
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#showHead())
    this.ref("new").addEventListener("click", () => this.#toNew())
    this.ref("older-retry").addEventListener("click", () => {
      this.ref("older-failed").hidden = true
      this.#loadOlder()
    })
    this.ref("items").addEventListener("click", (event) => this.#act(event))
    this.ref("items").addEventListener("focusin", ({ target }) => this.#reach(target.closest(".message")))
    document.addEventListener("visibilitychange", () => this.#markRead())
  }

  /** Move the focus by a number of messages from one that is in the document, or onto the last one in view. */
  step(article, by) {
    const messages = this.#entries.filter(isMessage)
    const key = article?.dataset.key ?? (this.#list.atEnd ? messages.at(-1)?.key : this.#list.lastInView(isMessage))
    const place = messages.findIndex((entry) => entry.key === key)
    const next = messages[article ? place + by : place]
    const element = next && this.#list.to(next.key)
    element?.focus({ preventScroll: true })
    return Boolean(element)
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  // Whom the entries may name, and who reads.
  get #about() {
    return { self: this.context.client.username, names: this.#names }
  }

  #open() {
    const { client, place } = this.context
    this.element.dataset.kind = this.#chat.kind
    client.leaveFiles(place.opened)
    this.ref("older-failed").hidden = true
    this.ref("new").hidden = true
    this.#items = client.timeline(place.opened)
    this.#unread = { count: this.#chat.unread, last: this.#items.at(-1)?.key }
    this.#list.clear()
    this.#showHead()
    this.#show()
    this.#list.to("unread", "top")
    this.ref("new").hidden = this.#list.atEnd
    this.#scrolled()
    this.#seek()
  }

  #follow() {
    const known = new Set(this.#items.map(({ key }) => key))
    const before = this.#items.at(-1)
    this.#items = this.context.client.timeline(this.context.place.opened)
    const place = this.#items.findIndex(({ key }) => key === before?.key)
    const added = this.#items.slice(place + 1).filter(({ key }) => !known.has(key))
    this.#isNews = added.length > 0
    this.#show()
    this.#isNews = false
    if (added.some(({ mine, type }) => mine && type === "message")) this.#list.toEnd()
    else if (added.length && !this.#list.atEnd) this.ref("new").hidden = false
    this.#scrolled()
  }

  #show() {
    const { client, place } = this.context
    const older = client.hasOlder(place.opened)
    this.#entries = entriesOf(this.#items, this.#firstUnread())
    this.#list.show(this.#entries, () => {
      this.ref("older").hidden = !older || !this.ref("older-failed").hidden
      this.ref("beginning").hidden = older
    })
  }

  // Of many unread messages the first may come with an older page only.
  #firstUnread() {
    const { count, last } = this.#unread
    const end = this.#items.findLastIndex(({ key }) => key === last)
    return firstUnread(this.#items.slice(0, end + 1), count)
  }

  #showHead() {
    const chat = this.#chat
    if (!chat) return
    this.#names = new Set(chat.members.map(({ username }) => username))
    drawChatFace(this.ref("avatar"), this.context.client, chat)
    this.ref("who").textContent = chat.title
  }

  #drawn() {
    // What comes into the document with the view, or is older, is no news: it must not be read out.
    if (!this.#isNews) {
      this.ref("scroll").ariaBusy = "true"
      requestAnimationFrame(() => this.ref("scroll").ariaBusy = null)
    }
    this.element.dispatchEvent(new Event("drawn"))
  }

  #scrolled() {
    if (this.#list.atEnd) {
      this.ref("new").hidden = true
      this.#markRead()
    }
    if (this.#list.nearStart && this.ref("older-failed").hidden) this.#loadOlder()
  }

  #markRead() {
    const { client, place } = this.context
    if (!place.opened || document.visibilityState !== "visible" || !this.#list.atEnd) return
    if (this.#chat?.unread) client.markRead(place.opened)
  }

  #loadOlder() {
    this.#loading ??= this.#loadPage().finally(() => this.#loading = null)
    return this.#loading
  }

  async #loadPage() {
    const { client, place } = this.context
    const room = place.opened
    if (!room || !client.hasOlder(room)) return
    try {
      await client.loadOlder(room)
    } catch {
      if (place.opened === room) this.#failOlder()
    }
    // A page of few lines may leave the beginning still in sight.
    if (place.opened === room) this.#follow()
  }

  #failOlder() {
    this.#list.hold(() => {
      this.ref("older-failed").hidden = false
      this.ref("older").hidden = true
    })
  }

  #toNew() {
    this.#list.toEnd()
    this.#scrolled()
    document.getElementById("message").focus({ preventScroll: true })
  }

  #act(event) {
    const button = event.target.closest("[data-action]")
    const { action } = button?.dataset ?? {}
    if (!action || this.#files.act(action, button)) return
    const { key } = event.target.closest("[data-key]").dataset
    const item = this.#items.find((entry) => entry.key === key)
    const { client, place } = this.context
    if (action === "jump") return this.#jump({ id: item.replyTo }, button.matches(":focus-visible"))
    if (action === "react") return this.#react(item, event.target.closest("[data-emoji]").dataset.emoji)
    if (action === "retry") client.retry(place.opened, item.id)
    else client.discard(place.opened, item.id)
    document.getElementById("message").focus({ preventScroll: true })
  }

  #react({ id, reactions }, emoji) {
    const { client, place } = this.context
    const isOn = reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)
    client.react(place.opened, id, emoji, !isOn)
  }

  // Quotes and reactions are reached by Tab from their message, and from nowhere else: ten thousand messages have many.
  #reach(article) {
    for (const part of this.ref("items").querySelectorAll("button[tabindex='0']")) {
      if (!article?.contains(part)) part.tabIndex = -1
    }
    for (const part of article?.querySelectorAll("button[tabindex='-1']") ?? []) part.tabIndex = 0
  }

  #seek() {
    const sought = this.context.place.takeSought()
    if (sought) this.#jump(sought, true)
  }

  // Of what lies further back than what is loaded, a quote knows no more than the id: it is looked for page by page.
  async #jump({ id, seq }, isFocused) {
    const { client, place } = this.context
    const room = place.opened
    const isThere = () => this.#entries.some((entry) => entry.key === id)
    const isLacking = () => place.opened === room && !isThere() && client.hasOlder(room) && this.ref("older-failed").hidden
    if (seq && isLacking()) await client.seek(room, seq).catch(() => place.opened === room && this.#failOlder())
    while (isLacking()) await this.#loadOlder()
    if (place.opened !== room || !isThere()) return
    const element = this.#list.to(id, "center")
    if (isFocused) element.focus({ preventScroll: true })
    element.classList.remove("is-found")
    requestAnimationFrame(() => element.classList.add("is-found"))
  }
}
