import { Failure } from "../net/failure.js"
import { localOpen, localSeal } from "../crypto/vault.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Tries with a fresh roster before a message counts as failed: each loses a race against a change of members. */
const TRIES = 8

/** Failures after which the message simply waits for the connection. */
const PASSING = new Set(["offline", "server-error", "not-logged-in"])

/**
 * Everything written and not yet acknowledged. It rests sealed in this browser, survives a reload, and goes out exactly once:
 * each message keeps its id, and the server takes an id only once.
 * The tabs of one login share it; one tab at a time sends.
 * Events: "sent" {room, id}, "failed" {room, id, reason}.
 */
export class Outbox extends EventTarget {
  #login
  #socket
  #chain
  #roomOf
  #running = null
  #again = false

  /** @param roomOf (id) => Promise of a loaded Room */
  constructor({ login, socket, chain, roomOf }) {
    super()
    this.#login = login
    this.#socket = socket
    this.#chain = chain
    this.#roomOf = roomOf
  }

  /** Put a message in; resolves when it is on the disk. */
  async add(room, kind, body) {
    const id = await crypto.newId()
    const content = await localSeal(this.#login.localKey, { kind, body, time: Date.now() })
    await storage.enqueue({ id, room, content, failed: null, sealed: null })
    this.flush()
  }

  /** What waits for a room, oldest first: [{id, kind, body, time, failed}]. */
  async of(room) {
    const entries = (await storage.waiting()).filter((entry) => entry.room === room)
    return Promise.all(entries.map(async ({ id, content, failed }) => {
      return { id, failed, ...await localOpen(this.#login.localKey, content) }
    }))
  }

  async retry(id) {
    const entry = (await storage.waiting()).find((waiting) => waiting.id === id)
    if (entry) await storage.amend({ ...entry, failed: null })
    this.flush()
  }

  async discard(id) {
    await storage.dequeue(id)
  }

  /** Send what waits, as long as the connection holds. */
  async flush() {
    this.#again = true
    this.#running ??= this.#run().finally(() => (this.#running = null))
    return this.#running
  }

  async #run() {
    while (this.#again && this.#socket.online) {
      this.#again = false
      await navigator.locks.request("securechat-outbox", () => this.#sendAll())
    }
  }

  async #sendAll() {
    const tried = new Set()
    for (;;) {
      const entry = (await storage.waiting()).find(({ id, failed }) => !failed && !tried.has(id))
      if (!entry || !this.#socket.online) return
      tried.add(entry.id)
      try {
        await this.#send(entry)
        await storage.dequeue(entry.id)
        this.#tell("sent", entry)
      } catch (error) {
        const { code } = Failure.of(error)
        if (PASSING.has(code)) return
        await this.#chain.end(entry.room)
        await storage.amend({ ...entry, failed: code })
        this.#tell("failed", { ...entry, reason: code })
      }
    }
  }

  async #send(entry) {
    const room = await this.#roomOf(entry.room)
    let { sealed } = entry
    for (let tries = 1; ; tries++) {
      try {
        // What once left is repeated byte for byte: it may have arrived though its answer did not.
        sealed ??= await this.#seal(room, entry)
        return await this.#post(room.id, "message", entry.id, sealed.text, sealed.roster)
      } catch (error) {
        if (error.code !== "stale-roster" || tries === TRIES) throw error
        await room.catchUp()
        sealed = null
      }
    }
  }

  async #seal(room, entry) {
    if (room.refused) throw new Failure(room.refused)
    if (!room.active) throw new Failure("not-found")
    const { keys, localKey } = this.#login
    const announce = (sid, text, roster) => this.#post(room.id, "session", sid, text, roster)
    const { session, idx } = await this.#chain.next(room, announce)
    const { kind, body, time } = await localOpen(localKey, entry.content)
    const seen = { head: room.head, seq: room.seq }
    const text = await crypto.makeMessage({ keys, session, idx, id: entry.id, kind, body, seen, time })
    const sealed = { text, roster: session.roster }
    await storage.amend({ ...entry, sealed })
    return sealed
  }

  #post(room, kind, id, data, roster) {
    return this.#socket.request("send", { room, kind, id, data, roster })
  }

  #tell(name, { room, id, reason }) {
    this.dispatchEvent(new CustomEvent(name, { detail: { room, id, reason } }))
  }
}
