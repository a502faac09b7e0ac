/** Between two events "chats", in milliseconds: whoever listens draws the whole list. */
const PAUSE = 100

/** Tells views what happened; that the list of chats changed only so often. */
export class News {
  #dispatch
  #timer = null
  #toldChats = -Infinity

  /** @param dispatch (event name, detail) */
  constructor(dispatch) {
    this.#dispatch = dispatch
  }

  tell(name, detail) {
    this.#dispatch(name, detail)
  }

  tellChats() {
    if (this.#timer !== null) return
    const pause = this.#toldChats + PAUSE - performance.now()
    if (pause <= 0) return this.#chats()
    this.#timer = setTimeout(() => this.#chats(), pause)
  }

  /** Tell nothing more of the chats. */
  close() {
    clearTimeout(this.#timer)
  }

  #chats() {
    this.#timer = null
    this.#toldChats = performance.now()
    this.#dispatch("chats", {})
  }
}
