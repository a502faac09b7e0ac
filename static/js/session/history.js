import { isPassing } from "../net/failure.js"
import { BLOCK } from "./blocks.js"

/** Records that are read of one room, and of all rooms together, before anybody asks for them. */
const MAX_OF_ROOM = 20_000
const MAX = 100_000

/** How long a visit is left alone at its beginning, in milliseconds. */
const SETTLING = 1500

/** How long the browser may find nothing idle before a page is read all the same, in milliseconds. */
const PATIENCE = 1000

/** Goes back through all chats while nothing else is to be done, so that everything that was ever said here can be found. */
export class History {
  #rooms
  #load
  #changed
  #report
  #seqs = new Map()
  #isComplete = false

  /**
   * @param rooms the Rooms
   * @param load (room id) => Promise: the room is there, with its newest page
   * @param changed (room id): older messages came
   * @param report (room id, error): a room is not to be read further
   */
  constructor({ rooms, load, changed, report }) {
    this.#rooms = rooms
    this.#load = load
    this.#changed = changed
    this.#report = report
  }

  /** How far it is: {read, total, isComplete}, in records. */
  get progress() {
    let read = 0
    let total = 0
    for (const [id, seq] of this.#seqs) {
      const room = this.#rooms.peek(id)
      const newest = Math.max(seq, room?.seq ?? 0)
      total += newest
      read += Math.min(room?.loaded ?? 0, newest)
    }
    return { read, total, isComplete: this.#isComplete }
  }

  /** The rooms that there are: [{room, seq, time}]. */
  learn(summaries) {
    const newest = [...summaries].sort((one, other) => (other.time ?? 0) - (one.time ?? 0))
    this.#seqs = new Map(newest.map(({ room, seq }) => [room, seq]))
    this.#isComplete = false
  }

  /** A room was left: nothing of it is to be read. */
  forget(id) {
    this.#seqs.delete(id)
  }

  /** Read back, the chats with the newest activity first, as long as it is still the same connection. */
  async read(isStill, settling = SETTLING) {
    await new Promise((resolve) => setTimeout(resolve, settling))
    let left = MAX
    for (const id of [...this.#seqs.keys()]) {
      if (!this.#seqs.has(id)) continue
      try {
        left -= await this.#readRoom(id, Math.min(left, MAX_OF_ROOM), isStill)
      } catch (error) {
        // The next connection goes on from here.
        if (isPassing(error)) return
        this.#report(id, error)
      }
      if (!isStill()) return
    }
    this.#isComplete = true
    this.#changed(null)
  }

  async #readRoom(id, limit, isStill) {
    await rest()
    if (!isStill()) return 0
    await this.#load(id)
    const room = this.#rooms.peek(id)
    while (room.hasOlder && room.loaded < limit) {
      await rest()
      if (!isStill() || room.refused) break
      await room.older(BLOCK, { isOn: true })
      this.#changed(id)
    }
    return room.loaded
  }
}

/** Wait until nobody needs the browser for anything else, and the page is in front of somebody. */
async function rest() {
  const { document, requestIdleCallback } = globalThis
  while (document?.hidden) {
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }))
  }
  await new Promise((resolve) => {
    if (requestIdleCallback) requestIdleCallback(resolve, { timeout: PATIENCE })
    else setTimeout(resolve)
  })
}
