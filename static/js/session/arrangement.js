import * as storage from "./storage.js"

const PLAIN = { pinned: false, archived: false, muted: 0, time: 0 }

/** A mute that ends by being taken back only: the highest number that the account data can hold. */
export const ALWAYS = Number.MAX_SAFE_INTEGER

/**
 * How a person has arranged their chats: which are pinned, archived, muted until when. It follows the account between its browsers, sealed:
 * the server does not learn which chats matter to somebody. Of two decisions about a chat the later one counts.
 * Event: "change" when something was decided, here or in another browser.
 */
export class Arrangement extends EventTarget {
  #login
  #chats = {}

  constructor(login) {
    super()
    this.#login = login
  }

  /** {pinned, archived, muted: until when, or 0, time: when that was decided}. */
  of(room) {
    return this.#chats[room] ?? PLAIN
  }

  isMuted(room) {
    return this.of(room).muted > Date.now()
  }

  /** When the next mute ends by itself, or Infinity. */
  get nextEnd() {
    const ends = Object.values(this.#chats).map(({ muted }) => muted)
    return Math.min(...ends.filter((end) => end > Date.now() && end < ALWAYS), Infinity)
  }

  /** @param changes some of {pinned, archived, muted} */
  arrange(room, changes) {
    const { time, ...before } = this.of(room)
    // Another browser's clock may go ahead of ours: what is decided here counts from here on.
    this.#chats[room] = { ...before, ...changes, time: Math.max(Date.now(), time + 1) }
    this.#keep()
  }

  /** Take up what was decided in an earlier visit of this browser. */
  async recall() {
    const kept = await storage.getSealed(this.#login.localKey, "state", "chats")
    if (kept) this.join(kept)
  }

  /** What of this goes into the account data (PROTOCOL 12); in brief, without what says nothing any more. */
  value(isBrief = false) {
    const all = Object.entries(this.#chats)
    return Object.fromEntries(isBrief ? all.filter(([, chat]) => says(chat)) : all)
  }

  join(theirs) {
    if (this.#take(theirs)) this.#keep()
  }

  /** Gives whether there was something later than what was known. */
  #take(theirs) {
    const later = Object.entries(theirs ?? {}).filter(([room, chat]) => chat.time > this.of(room).time)
    for (const [room, chat] of later) this.#chats[room] = chat
    return later.length > 0
  }

  #keep() {
    this.#write().catch(() => {})
    this.dispatchEvent(new Event("change"))
  }

  /** Beside what another tab has decided meanwhile, not over it. */
  #write() {
    return navigator.locks.request("securechat-chats", async () => {
      const { localKey } = this.#login
      const isNews = this.#take(await storage.getSealed(localKey, "state", "chats"))
      await storage.putSealed(localKey, "state", "chats", this.#chats)
      if (isNews) this.dispatchEvent(new Event("change"))
    })
  }
}

const says = ({ pinned, archived, muted }) => pinned || archived || muted > Date.now()
