import { Failure } from "../net/failure.js"
import * as storage from "./storage.js"

/** Refusals that another try would meet again: it is gone already, or not ours to erase any more. */
const FINAL = new Set(["not-found", "bad-request"])

/**
 * Has the server erase what we took back: our deletion tells the members, and only this makes the bytes go. What was met in its room is asked
 * for until the server has done it, also after a reload; asking twice does no harm.
 */
export class TakeBacks {
  #login
  #socket
  /** room → the deletion up to which everything was erased, as far as this browser knows. */
  #done = {}
  #asked = new Set()
  #queue = Promise.resolve()

  constructor({ login, socket }) {
    this.#login = login
    this.#socket = socket
  }

  /** Take up where an earlier visit in this browser ended. */
  async recall() {
    this.#done = await storage.getSealed(this.#login.localKey, "state", "erased") ?? {}
  }

  /** Have everything erased that was taken back in this room; rejects where the connection is lost, or the server fails. */
  settle(room) {
    const settled = this.#queue.then(() => this.#settle(room))
    this.#queue = settled.catch(() => {})
    return settled
  }

  async #settle(room) {
    for (const { seq, id, delete: by } of room.takenBack) {
      const isNew = by > (this.#done[room.id] ?? 0)
      if (!this.#socket.online || this.#asked.has(`${room.id} ${by}`) || !(isNew || room.hasWhole(seq))) continue
      await this.#ask({ delete: by, id, room: room.id, seq })
      this.#asked.add(`${room.id} ${by}`)
      if (!isNew) continue
      this.#done[room.id] = by
      await storage.putSealed(this.#login.localKey, "state", "erased", this.#done)
    }
  }

  async #ask(payload) {
    try {
      await this.#socket.request("erase", payload)
    } catch (error) {
      if (!FINAL.has(Failure.of(error).code)) throw error
    }
  }
}
