import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** How long marks gather before they are written, in milliseconds. */
const DELAY = 1500

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
    this.#schedule()
  }

  /** Fetch the newest account data and join it with ours: in each room the further mark counts. */
  async load() {
    await this.#merge(await api.readState())
    this.#schedule()
  }

  #pending = Promise.resolve()

  #merge({ blob, rev }) {
    return this.#pending = this.#pending.then(async () => {
      if (blob === null || rev <= this.#rev) return
      const { keys, username } = this.#login
      const { rev: seen = 0 } = await storage.get("state", "current") ?? {}
      if (rev < seen) throw Object.assign(new Error("older account data"), { reason: "stale-state" })
      const { read } = await crypto.readState({ text: blob, keys, sigPublic: this.#own.sig, owner: username, rev })
      await storage.put("state", "current", { rev })
      this.#rev = rev
      for (const [room, seq] of Object.entries(read)) this.#read[room] = Math.max(seq, this.get(room))
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
      this.#rev = rev
      await storage.put("state", "current", { rev })
    } catch (error) {
      this.#dirty = true
      // Without a connection they wait for `load`, which follows every connection.
      if (error.code === "offline") return
      if (error.code === "stale-state") await this.#merge(error.details)
      this.#schedule()
    }
  }

  #schedule() {
    if (this.#dirty && this.#timer === null) this.#timer = setTimeout(() => this.#write(), DELAY)
  }
}
