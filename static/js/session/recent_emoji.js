import * as storage from "./storage.js"

const KEY = "emoji"
/** Two rows of the picker. */
const MANY = 16

/** The emoji that this account used last in this browser, the newest first; sealed, as it says something of what was written. */
export class RecentEmoji {
  #login
  #list = []

  constructor(login) {
    this.#login = login
  }

  get list() {
    return this.#list
  }

  async use(emoji) {
    this.#list = [emoji, ...this.#list.filter((one) => one !== emoji)].slice(0, MANY)
    await storage.putSealed(this.#login.localKey, "state", KEY, this.#list)
  }

  /** Take up what an earlier visit in this browser kept. */
  async recall() {
    this.#list = await storage.getSealed(this.#login.localKey, "state", KEY) ?? []
  }
}
