import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** As many ids as one request may ask for (PROTOCOL 13). */
const BATCH = 50

/**
 * The opened sessions of one room. An announcement costs an RSA operation, so an opened one is kept sealed in this browser,
 * together with where its indices were met.
 */
export class Keyring {
  #found = new Map()
  #login
  #room

  /** @param login {keys, localKey, …}  @param room the room's id */
  constructor(login, room) {
    this.#login = login
    this.#room = room
  }

  /** Give {session, met: Map of idx to seq} or {reason} for a sid, or undefined for one that was never announced. */
  get(sid) {
    return this.#found.get(sid)
  }

  /** Open one announcement record; the outcome is there for `get`. */
  async take({ id: sid, sender, data: text, seq, room, kind }, rosters) {
    if (this.#found.has(sid)) return
    const roster = rosters.before(seq)
    if (kind !== "session" || room !== this.#room || !roster) return
    if (await this.#recall(sid)) {
      const { session } = this.#found.get(sid)
      if (session.sender === sender && session.roster === roster.head) return
      this.#found.delete(sid)
    }
    try {
      const { keys } = this.#login
      const session = await crypto.readSession({ text, keys, room, sid, sender, roster })
      this.#found.set(sid, { session, met: new Map() })
      await this.#keep(sid)
    } catch (error) {
      if (!error.reason) throw error
      this.#found.set(sid, { reason: error.reason })
    }
  }

  /** Make these sessions available: from memory, from this browser, else from the server. */
  async need(sids, rosters) {
    const missing = []
    for (const sid of new Set(sids)) {
      if (!this.#found.has(sid) && !await this.#recall(sid)) missing.push(sid)
    }
    for (let start = 0; start < missing.length; start += BATCH) {
      const asked = missing.slice(start, start + BATCH)
      const { records } = await api.sessions(this.#room, asked)
      for (const { record } of records) if (asked.includes(record.id)) await this.take(record, rosters)
    }
  }

  /** Note that messages of these sessions were met; across visits, so that none is taken for another one later. */
  async keep(sids) {
    await Promise.all([...sids].map((sid) => this.#keep(sid)))
  }

  async #recall(sid) {
    const kept = await storage.getSealed(this.#login.localKey, "sessions", this.#key(sid))
    if (kept) this.#found.set(sid, { session: kept.session, met: new Map(kept.met) })
    return Boolean(kept)
  }

  async #keep(sid) {
    const { session, met } = this.#found.get(sid)
    await storage.putSealed(this.#login.localKey, "sessions", this.#key(sid), { session, met: [...met] })
  }

  #key(sid) {
    return `${this.#room} ${sid}`
  }
}
