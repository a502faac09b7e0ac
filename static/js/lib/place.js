// Which chat is in front. It stands in the address behind the #, which browsers keep to themselves: a reload comes back to it,
// and the server never hears of it. In the browser's history the list lies under the chat, so that "back", be it a button or a
// gesture, leads from a chat to the list, and from the list out of the page.

import { hasOnePane } from "./environment.js"

const ROOM = /^#([\w-]{22})$/

const roomInAddress = () => ROOM.exec(location.hash)?.[1] ?? null

/** Events: "choose" when another chat (or none) is wanted, "open" when the wanted one is loaded, "seek" when a message of the one
 *  that is open is wanted, and "back" when the browser goes back to the list; whatever lies over the chat closes instead, and
 *  prevents it. */
export class Place extends EventTarget {
  #opened = null
  #sought = null
  // Where we are, or will be as soon as the browser has moved in its history, which takes it a moment.
  #room = roomInAddress()
  #isLeaving = false

  constructor() {
    super()
    // Who comes by a link on a phone has not seen the list yet; "back" leads there all the same.
    if (this.#room && hasOnePane() && !history.state?.isOverList) {
      history.replaceState(null, "", location.pathname)
      this.#push(this.#room)
    }
    addEventListener("hashchange", () => this.#turn())
    addEventListener("click", (event) => this.#click(event))
  }

  /** The room that is wanted, or null. */
  get room() {
    return this.#room
  }

  /** The room that is loaded and shown, or null. */
  get opened() {
    return this.#opened === this.room ? this.#opened : null
  }

  /** Go to a chat. */
  choose(room) {
    if (this.#isLeaving) return addEventListener("hashchange", () => this.choose(room), { once: true })
    if (room === this.#room) return this.#announce("choose")
    // Where chats stand beside the list, "back" leads through them as through pages.
    if (this.#room && hasOnePane()) history.replaceState(history.state, "", `#${room}`)
    else this.#push(room)
    this.#go(room)
  }

  /** Go to a message of a chat, {id, seq}, which may not be loaded yet. */
  seek(room, { id, seq }) {
    this.#sought = { room, id, seq }
    if (this.opened === room) this.#announce("seek")
    else this.choose(room)
  }

  /** The message that is wanted in the chat that is open, {id, seq}, or null; it is given once. */
  takeSought() {
    const sought = this.#sought
    this.#sought = null
    return sought?.room === this.room ? sought : null
  }

  /** Go to the list of chats. */
  leave() {
    if (!this.#room) return
    this.#isLeaving = history.state?.isOverList === true
    if (this.#isLeaving) history.back()
    else history.replaceState(null, "", location.pathname)
    this.#go(null)
  }

  /** Say that a room is loaded. */
  open(room) {
    this.#opened = room
    this.#announce("open")
  }

  #push(room) {
    history.pushState({ isOverList: roomInAddress() === null }, "", `#${room}`)
  }

  // The browser has moved, on its own or because we asked it to.
  #turn() {
    this.#isLeaving = false
    const room = roomInAddress()
    if (room === this.#room) return
    // Forward, not pushed anew: Chromium skips what a page pushes between two "backs".
    if (!room && !this.dispatchEvent(new Event("back", { cancelable: true }))) return history.forward()
    this.#go(room)
  }

  // A link to a chat would push in any case.
  #click(event) {
    const isPlain = !(event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    if (!isPlain || event.defaultPrevented) return
    const room = ROOM.exec(event.target.closest?.("a[href^='#']")?.hash)?.[1]
    if (!room) return
    event.preventDefault()
    this.choose(room)
  }

  #go(room) {
    this.#room = room
    this.#announce("choose")
  }

  #announce(type) {
    this.dispatchEvent(new Event(type))
  }
}
