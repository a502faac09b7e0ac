import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** As many ids as one request may ask for (PROTOCOL 13). */
const BATCH = 50

/**
 * The opened sessions of one room. An announcement costs an RSA operation, so an opened one is kept sealed in this browser.
 */
export class Keyring {
  #found = new Map()
  #login
  #room

  /** @param login {keys, localKey, …}  @param room a Room: its id, and `rosterBefore(seq)` */
  constructor(login, room) {
    this.#login = login
    this.#room = room
  }

  /** Give {session} or {reason} for a sid, or undefined for one that was never announced. */
  get(sid) {
    return this.#found.get(sid)
  }

  /** Open one announcement record; the outcome is there for `get`. */
  async take(record) {
    const { id: sid, sender, data: text, seq } = record
    if (this.#found.has(sid)) return
    const roster = this.#room.rosterBefore(seq)
    const { keys, localKey } = this.#login
    try {
      const session = await crypto.readSession({ text, keys, room: this.#room.id, sid, sender, roster })
      this.#found.set(sid, { session })
      await storage.putSealed(localKey, "sessions", this.#key(sid), session)
    } catch (error) {
      if (!error.reason) throw error
      this.#found.set(sid, { reason: error.reason })
    }
  }

  /** Make these sessions available: from memory, from this browser, else from the server. */
  async need(sids) {
    const missing = []
    for (const sid of new Set(sids)) {
      if (this.#found.has(sid)) continue
      const session = await storage.getSealed(this.#login.localKey, "sessions", this.#key(sid))
      if (session) this.#found.set(sid, { session })
      else missing.push(sid)
    }
    for (let start = 0; start < missing.length; start += BATCH) {
      const { records } = await api.sessions(this.#room.id, missing.slice(start, start + BATCH))
      for (const { record } of records) await this.take(record)
    }
  }

  #key(sid) {
    return `${this.#room.id} ${sid}`
  }
}
