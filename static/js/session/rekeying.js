import { Failure } from "../net/failure.js"
import * as storage from "./storage.js"

/**
 * Enters our renewed keys in the rooms whose roster names earlier ones (PROTOCOL 5.5). Until that is done in a room, nothing of ours goes
 * out there. What breaks it off does no harm: each visit goes on where the one before stopped.
 */
export class Rekeying {
  #login
  #rooms
  #directory
  #entered
  #running = new Map()

  /** @param entered (room id): our new keys stand in its roster from here on */
  constructor({ login, rooms, directory, entered }) {
    this.#login = login
    this.#rooms = rooms
    this.#directory = directory
    this.#entered = entered
  }

  /** Enter them in a room that is loaded, where that is to be done. */
  async settle(id) {
    if (!this.#isDue(id)) return
    if (!this.#running.has(id)) {
      const running = this.#rooms.rekey(id).finally(() => this.#running.delete(id))
      this.#running.set(id, running)
      running.then(() => this.#entered(id), () => {})
    }
    await this.#running.get(id)
  }

  /**
   * Once behind a renewal, go through all rooms, also those in which nothing is new.
   * @param load (id) => Promise: a room is loaded, and settled
   */
  async settleAll(ids, load, isStill) {
    const { earlier = [], bundle } = this.#login
    if (!earlier.length || (await storage.get("state", "rekeyed"))?.bundle === bundle) return
    let isDone = true
    for (const id of ids) {
      if (!isStill()) return
      await load(id).catch((error) => {
        if (Failure.of(error).code !== "not-found") isDone = false
      })
      if (this.#isDue(id)) isDone = false
    }
    if (isDone) await storage.put("state", "rekeyed", { bundle })
  }

  #isDue(id) {
    const room = this.#rooms.peek(id)
    const member = room?.active && !room.refused && room.member(this.#login.username)
    return Boolean(member) && !this.#directory.isInUse(member)
  }
}
