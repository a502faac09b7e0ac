// The pane of one chat: opens the one that is wanted, or says why there is none to show.

import { hasFinePointer } from "../lib/environment.js"
import { View } from "../lib/view.js"
import { reasonSentence } from "../lib/words.js"

const STATES = ["starting", "none", "choose", "loading", "failed"]

export class Room extends View {
  start() {
    const { client, place } = this.context
    place.addEventListener("choose", () => this.#follow())
    client.addEventListener("chats", () => this.#refresh())
    this.ref("again").addEventListener("click", () => this.#follow())
    this.ref("away").addEventListener("click", () => place.leave())
    this.#follow()
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find((chat) => chat.room === place.room)
  }

  async #follow() {
    const { client, place } = this.context
    const { room } = place
    if (!room) return this.#rest()
    if (!this.#chat) return this.#fail({ code: "not-found" })
    if (place.opened === room && this.element.dataset.state === "open") return this.#enter()
    this.#show("loading")
    try {
      await client.openChat(room)
      if (place.room !== room) return
      this.#show("open")
      this.#refresh()
      place.open(room)
      this.#focus()
    } catch (failure) {
      if (place.room === room) this.#fail(failure)
    }
  }

  // A chat that was not there may have come, and one may have been left.
  #refresh() {
    const { state } = this.element.dataset
    if (state === "none" || state === "choose") return this.#rest()
    if (state === "failed" && this.#chat && this.ref("failed").dataset.code === "not-found") return this.#follow()
    if (state === "open" && !this.#chat) return this.context.place.leave()
    const active = this.#chat?.active ?? false
    this.ref("composer").hidden = !active
    // Why another one is over stands where it says what can be done about it.
    this.ref("closed").hidden = active || Boolean(this.#chat?.isClosed)
  }

  #rest() {
    this.#show(this.context.client.chats.length ? "choose" : "none")
  }

  #fail(failure) {
    const { what, next } = reasonSentence(failure.code, { until: failure.until })
    this.#show("failed")
    this.ref("failed").dataset.code = failure.code ?? ""
    this.ref("failed-title").textContent = what
    this.ref("failed-text").textContent = next
  }

  #show(state) {
    this.element.dataset.state = state
    for (const name of STATES) this.ref(name).hidden = name !== state
  }

  // Whoever came for a message is there already.
  #focus() {
    if (!this.element.querySelector(".timeline").contains(document.activeElement)) this.#enter()
  }

  // On a phone the keyboard would cover what one came to read.
  #enter() {
    const target = hasFinePointer() && this.#chat.active ? "#message" : ".room__title"
    this.element.querySelector(target).focus({ preventScroll: true })
  }
}
