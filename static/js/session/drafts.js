import * as storage from "./storage.js"

const PREFIX = "draft "

/**
 * What was begun and not sent yet, by room: {text, replyTo}. It rests sealed in this browser, and goes nowhere: not even the account
 * data has it, as nobody said to send it.
 */
export class Drafts {
  #login
  #drafts = new Map()

  constructor(login) {
    this.#login = login
  }

  get(room) {
    return this.#drafts.get(room) ?? null
  }

  /** Keep a draft, or forget the one that is kept: {text, replyTo} or null. Gives whether that is another one than before. */
  async keep(room, draft) {
    const before = this.get(room)
    if (before?.text === draft?.text && before?.replyTo === draft?.replyTo) return false
    if (draft) {
      this.#drafts.set(room, draft)
      await storage.putSealed(this.#login.localKey, "state", PREFIX + room, draft)
    } else {
      this.#drafts.delete(room)
      await storage.remove("state", PREFIX + room)
    }
    return true
  }

  /** Take up what an earlier visit in this browser kept. */
  async recall() {
    const keys = (await storage.keys("state")).filter((key) => key.startsWith(PREFIX))
    await Promise.all(keys.map(async (key) => {
      this.#drafts.set(key.slice(PREFIX.length), await storage.getSealed(this.#login.localKey, "state", key))
    }))
  }
}
