import * as storage from "./storage.js"

/**
 * What this account has read: a seq per room. It goes into the account data, so that unread counts follow the person between
 * browsers and the server learns nothing of them.
 * Event: "change" when a mark went further, here or in another browser.
 */
export class ReadMarks extends EventTarget {
  #login
  #read = {}

  constructor(login) {
    super()
    this.#login = login
  }

  get(room) {
    return this.#read[room] ?? 0
  }

  mark(room, seq) {
    if (seq <= this.get(room)) return
    this.#read[room] = seq
    storage.putSealed(this.#login.localKey, "state", "marks", this.#read).catch(() => {})
    this.dispatchEvent(new Event("change"))
  }

  /** Take up what an earlier visit in this browser read and may not have written to the account data any more. */
  async recall() {
    const kept = await storage.getSealed(this.#login.localKey, "state", "marks")
    if (kept) this.join(kept)
  }

  /** What of this goes into the account data (PROTOCOL 12). */
  value() {
    return { ...this.#read }
  }

  /** Join other marks with ours: in each room the further one counts. */
  join(read) {
    for (const [room, seq] of Object.entries(read)) this.#read[room] = Math.max(seq, this.get(room))
    this.dispatchEvent(new Event("change"))
  }
}
