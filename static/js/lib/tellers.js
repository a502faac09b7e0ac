// The tabs of one browser, which have to agree on who tells of a message. Locks end with their tab, whatever ends it.

const TELLS = "securechat-tells"
const SEES = "securechat-sees "

/** One tab of a browser: whether it is the one that tells, and which chat is in sight in any of them. */
export class Teller {
  #isFirst = false
  #room = null
  #release = () => {}

  constructor() {
    // Held until the tab is gone; then another has it.
    navigator.locks.request(TELLS, () => {
      this.#isFirst = true
      return new Promise(() => {})
    }).catch(() => {})
  }

  /** Whether it is for this tab to tell. */
  get isFirst() {
    return this.#isFirst
  }

  /** This chat is in sight in this tab from now on, or null: none is. */
  see(room) {
    if (room === this.#room) return
    this.#room = room
    this.#release()
    if (room === null) return
    const seen = new Promise((resolve) => (this.#release = resolve))
    navigator.locks.request(SEES + room, { mode: "shared" }, () => seen).catch(() => {})
  }

  /** Whether a chat is in sight in a tab of this browser. */
  async isSeen(room) {
    if (room === this.#room) return true
    const { held } = await navigator.locks.query()
    return held.some(({ name }) => name === SEES + room)
  }
}
