import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import * as storage from "./storage.js"

const PREFIX = "drop "

/** Refusals that another try would meet again: it is gone already, or the room is not ours any more. */
const FINAL = new Set(["not-found", "bad-request"])

/**
 * Has the server let go of files that nobody will open any more: their message was taken back, and the key is gone with it, or was never
 * sent. Nothing in a room says which they were, so that rests sealed here until the server has done it, also after a reload; asking
 * twice does no harm.
 */
export class FileDrops {
  #login
  /** id of a file → its room. */
  #owed = new Map()
  #queue = Promise.resolve()

  constructor(login) {
    this.#login = login
  }

  /** Take up what an earlier visit in this browser left. */
  async recall() {
    const keys = (await storage.keys("state")).filter((key) => key.startsWith(PREFIX))
    await Promise.all(keys.map(async (key) => {
      const { room } = await storage.getSealed(this.#login.localKey, "state", key)
      this.#owed.set(key.slice(PREFIX.length), room)
    }))
  }

  /** Have files of a room dropped, now or at a later connection; resolves when that is kept. */
  async owe(room, ids) {
    for (const id of ids) {
      this.#owed.set(id, room)
      await storage.putSealed(this.#login.localKey, "state", PREFIX + id, { room })
    }
  }

  /** Have everything dropped that is owed; rejects where the connection is lost, or the server fails. */
  settle() {
    const settled = this.#queue.then(() => this.#settle())
    this.#queue = settled.catch(() => {})
    return settled
  }

  async #settle() {
    for (const [id, room] of this.#owed) {
      try {
        await api.dropFile(room, id)
      } catch (error) {
        if (!FINAL.has(Failure.of(error).code)) throw error
      }
      this.#owed.delete(id)
      await storage.remove("state", PREFIX + id)
    }
  }
}
