// The messages of the chat that is open.

import { entriesOf, firstUnread } from "../lib/entries.js"
import { ScrollKeeper } from "../lib/scroll.js"
import { Stretches } from "../lib/stretches.js"
import { View } from "../lib/view.js"
import { drawEntry, makeEntry } from "./entry.js"
import { drawChatFace } from "./face.js"

export class Timeline extends View {
  #list
  #keeper
  #items = []
  // How many were unread when the chat was opened, and which was the last then.
  #unread = { count: 0, last: null }
  #loading = false

  start() {
    const { client, place } = this.context
    this.#list = new Stretches(this.ref("items"), { make: makeEntry, update: drawEntry })
    this.#keeper = new ScrollKeeper(this.ref("scroll"), this.ref("items"))
    place.addEventListener("open", () => this.#open())
    client.addEventListener("timeline", ({ detail }) => {
      if (detail.room === place.opened) this.#follow()
    })
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#showHead())
    this.ref("scroll").addEventListener("scroll", () => this.#scrolled(), { passive: true })
    this.ref("new").addEventListener("click", () => this.#toNew())
    this.ref("older-retry").addEventListener("click", () => {
      this.ref("older-failed").hidden = true
      this.#loadOlder()
    })
    this.ref("items").addEventListener("click", (event) => this.#act(event))
    document.addEventListener("visibilitychange", () => this.#markRead())
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  #open() {
    const { client, place } = this.context
    this.element.dataset.kind = this.#chat.kind
    this.ref("older-failed").hidden = true
    this.ref("new").hidden = true
    this.#items = client.timeline(place.opened)
    this.#unread = { count: this.#chat.unread, last: this.#items.at(-1)?.key }
    this.#list.clear()
    this.#showHead()
    this.#quietly(() => this.#show())
    const unread = this.ref("items").querySelector(".unread")
    this.#keeper.toEnd()
    if (unread) this.#keeper.toElement(unread)
    this.ref("new").hidden = this.#keeper.atEnd
    this.#scrolled()
  }

  #follow() {
    const known = new Set(this.#items.map(({ key }) => key))
    const before = this.#items.at(-1)
    this.#items = this.context.client.timeline(this.context.place.opened)
    const place = this.#items.findIndex(({ key }) => key === before?.key)
    const added = this.#items.slice(place + 1).filter(({ key }) => !known.has(key))
    // Older ones are not news: they must not be read out.
    if (added.length === 0) this.#quietly(() => this.#keeper.hold(() => this.#show()))
    else this.#keeper.hold(() => this.#show())
    if (added.some(({ mine, type }) => mine && type === "message")) this.#keeper.toEnd()
    else if (added.length && !this.#keeper.atEnd) this.ref("new").hidden = false
    this.#scrolled()
  }

  #show() {
    this.#list.show(entriesOf(this.#items, this.#firstUnread()))
    const { client, place } = this.context
    const older = client.hasOlder(place.opened)
    this.ref("older").hidden = !older || !this.ref("older-failed").hidden
    this.ref("beginning").hidden = older
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
    drawChatFace(this.ref("avatar"), this.context.client, chat)
    this.ref("who").textContent = chat.title
  }

  #quietly(change) {
    this.ref("scroll").ariaBusy = "true"
    change()
    requestAnimationFrame(() => this.ref("scroll").ariaBusy = null)
  }

  #scrolled() {
    if (this.#keeper.atEnd) {
      this.ref("new").hidden = true
      this.#markRead()
    }
    if (this.#keeper.nearStart && this.ref("older-failed").hidden) this.#loadOlder()
  }

  #markRead() {
    const { client, place } = this.context
    if (!place.opened || document.visibilityState !== "visible" || !this.#keeper.atEnd) return
    if (this.#chat?.unread) client.markRead(place.opened)
  }

  async #loadOlder() {
    const { client, place } = this.context
    const room = place.opened
    if (this.#loading || !room || !client.hasOlder(room)) return
    this.#loading = true
    try {
      await client.loadOlder(room)
    } catch {
      if (place.opened === room) this.#keeper.hold(() => {
        this.ref("older-failed").hidden = false
        this.ref("older").hidden = true
      })
    } finally {
      this.#loading = false
    }
    // A page of few lines may leave the beginning still in sight.
    if (place.opened === room) this.#follow()
  }

  #toNew() {
    this.#keeper.toEnd()
    this.#scrolled()
    document.getElementById("message").focus({ preventScroll: true })
  }

  #act(event) {
    const { action } = event.target.closest("[data-action]")?.dataset ?? {}
    if (!action) return
    const { key } = event.target.closest("[data-key]").dataset
    const item = this.#items.find((entry) => entry.key === key)
    const { client, place } = this.context
    if (action === "retry") client.retry(place.opened, item.id)
    else client.discard(place.opened, item.id)
    document.getElementById("message").focus({ preventScroll: true })
  }
}
