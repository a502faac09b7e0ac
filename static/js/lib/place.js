// Which chat is in front. It stands in the address behind the #, which browsers keep to themselves:
// a reload comes back to it, "back" leaves it, and the server never hears of it.

const ROOM = /^#([\w-]{22})$/

/** Events: "choose" when another chat (or none) is wanted, "open" when the wanted one is loaded. */
export class Place extends EventTarget {
  #opened = null

  constructor() {
    super()
    addEventListener("hashchange", () => this.#announce("choose"))
  }

  /** The room that is wanted, or null. */
  get room() {
    return ROOM.exec(location.hash)?.[1] ?? null
  }

  /** The room that is loaded and shown, or null. */
  get opened() {
    return this.#opened === this.room ? this.#opened : null
  }

  /** Go to a chat. */
  choose(room) {
    if (room === this.room) this.#announce("choose")
    else location.hash = room
  }

  /** Go to the list of chats. */
  leave() {
    history.pushState(null, "", location.pathname)
    this.#announce("choose")
  }

  /** Say that a room is loaded. */
  open(room) {
    this.#opened = room
    this.#announce("open")
  }

  #announce(type) {
    this.dispatchEvent(new Event(type))
  }
}
