import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** How long marks gather before they are written, in milliseconds. */
const DELAY = 1500

/** The longest pause between tries, in milliseconds: each that fails doubles it. */
const LONGEST_DELAY = 300_000

/** After these the marks rest in this browser. */
const PASSING = new Set(["offline", "not-logged-in", "ended"])

/**
 * What this account has read: a seq per room, kept sealed in the account data (PROTOCOL 12), so that unread counts follow the
 * person between browsers and the server learns nothing of them.
 * Event: "change" when marks of another browser arrived.
 */
export class ReadMarks extends EventTarget {
  #login
  #own
  #read = {}
  #rev = 0
  #dirty = false
  #timer = null
  #delay = DELAY
  #pending = Promise.resolve()

  /** @param own the account's own bundle, read */
  constructor(login, own) {
    super()
    this.#login = login
    this.#own = own
  }

  get(room) {
    return this.#read[room] ?? 0
  }

  mark(room, seq) {
    if (seq <= this.get(room)) return
    this.#read[room] = seq
    this.#dirty = true
    this.#keep()
    this.#schedule()
  }

  /** Take up what an earlier visit in this browser read and may not have written to the account data any more. */
  async recall() {
    const kept = await storage.getSealed(this.#login.localKey, "state", "marks")
    if (kept) this.#join(kept)
  }

  /**
   * Fetch the newest account data and join it with ours: in each room the further mark counts.
   * @param rev the revision that there is, where that was said
   */
  async load(rev = Infinity) {
    if (rev <= this.#rev) return
    await this.#merge(await api.readState())
    this.#schedule()
  }

  #keep() {
    storage.putSealed(this.#login.localKey, "state", "marks", this.#read).catch(() => {})
  }

  /** Gives whether ours went further somewhere. */
  #join(read) {
    for (const [room, seq] of Object.entries(read)) this.#read[room] = Math.max(seq, this.get(room))
    return Object.entries(this.#read).some(([room, seq]) => seq > (read[room] ?? 0))
  }

  #merge({ blob, rev }) {
    return this.#pending = this.#pending.then(async () => {
      const { keys, username } = this.#login
      const { rev: seen = 0 } = await storage.get("state", "current") ?? {}
      if (rev < Math.max(seen, this.#rev)) throw Object.assign(new Error("older account data"), { reason: "stale-state" })
      if (blob === null) this.#dirty ||= Object.keys(this.#read).length > 0
      if (blob === null || rev === this.#rev) return
      const { read } = await crypto.readState({ text: blob, keys, sigPublic: this.#own.sig, owner: username, rev })
      await storage.put("state", "current", { rev })
      this.#rev = rev
      if (this.#join(read)) this.#dirty = true
      this.dispatchEvent(new Event("change"))
    }).catch((error) => console.warn("account data refused:", error.reason ?? error.message))
  }

  async #write() {
    this.#timer = null
    if (!this.#dirty) return
    this.#dirty = false
    const { keys, username } = this.#login
    const rev = this.#rev + 1
    try {
      const blob = await crypto.makeState({
        keys, owner: username, read: { ...this.#read }, rev, time: Date.now(), encPublic: this.#own.enc,
      })
      await api.writeState({ blob, rev })
      this.#rev = Math.max(rev, this.#rev)
      this.#delay = DELAY
      await storage.put("state", "current", { rev })
    } catch (error) {
      this.#dirty = true
      // Without a connection they wait for `load`, which follows every connection.
      if (PASSING.has(error.code)) return
      const before = this.#rev
      if (error.code === "stale-state") await this.#merge(error.details)
      if (this.#rev === before) this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY)
      this.#schedule()
    }
  }

  /** Write nothing more. */
  close() {
    clearTimeout(this.#timer)
    this.#dirty = false
  }

  #schedule() {
    if (this.#dirty && this.#timer === null) this.#timer = setTimeout(() => this.#write(), this.#delay)
  }
}
