import * as storage from "./storage.js"

/** What others get of a person where that person has decided nothing: as in Signal, everything that can be taken back later. */
const EVERYTHING = { typing: true, delivered: true, read: true, presence: true }

/**
 * Which signals (PROTOCOL 19) this account gives: {typing, delivered, read, presence}. What is not given is not shown of others either. It
 * follows the account between its browsers; of two decisions the later one counts.
 * Event: "change" when something was decided, here or in another browser.
 */
export class Privacy extends EventTarget {
  #login
  #decided = null
  #isKnown = false

  constructor(login) {
    super()
    this.#login = login
  }

  /**
   * Whether a signal of this kind is given, and shown. None is before the account data was read once: another browser may have
   * turned it off.
   */
  gives(what) {
    return this.#isKnown && this.settings[what]
  }

  /** What is decided: {typing, delivered, read, presence}. */
  get settings() {
    const { typing, delivered, read, presence } = this.#decided ?? EVERYTHING
    return { typing, delivered, read, presence }
  }

  decide(changes) {
    // Another browser's clock may go ahead of ours: what is decided here counts from here on.
    const time = Math.max(Date.now(), (this.#decided?.time ?? 0) + 1)
    this.#decided = { ...this.settings, ...changes, time }
    this.#isKnown = true
    this.#keep()
  }

  /** The account data was read, or there is none yet: what is decided is known from here on. */
  know() {
    if (this.#isKnown) return
    this.#isKnown = true
    this.dispatchEvent(new Event("change"))
  }

  /** Take up what was decided in an earlier visit of this browser. */
  async recall() {
    const kept = await storage.getSealed(this.#login.localKey, "state", "privacy")
    if (kept) this.join(kept)
    if (kept) this.know()
  }

  /** What of this goes into the account data (PROTOCOL 12). */
  value() {
    return this.#decided && { ...this.#decided }
  }

  join(theirs) {
    if (this.#take(theirs)) this.#keep()
  }

  /** Gives whether it is later than what was known. */
  #take(theirs) {
    if (!theirs || theirs.time <= (this.#decided?.time ?? 0)) return false
    this.#decided = theirs
    return true
  }

  #keep() {
    this.#write().catch(() => {})
    this.dispatchEvent(new Event("change"))
  }

  /** Unless another tab has decided later. */
  #write() {
    return navigator.locks.request("securechat-privacy", async () => {
      const { localKey } = this.#login
      const isNews = this.#take(await storage.getSealed(localKey, "state", "privacy"))
      await storage.putSealed(localKey, "state", "privacy", this.#decided)
      if (isNews) this.dispatchEvent(new Event("change"))
    })
  }
}
