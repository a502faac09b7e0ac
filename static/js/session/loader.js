import { Failure } from "../net/failure.js"
import { Inbox } from "./inbox.js"

/** Failures after which the same may work a moment later. */
const PASSING = new Set(["offline", "server-error", "too-often"])

/** Rooms that are loaded at the same time. */
const AT_ONCE = 3

/** Between two tries, in milliseconds: the first pause, and the longest. */
export const PAUSE = 500
const LONGEST_PAUSE = 30_000

export const longer = (pause) => Math.min(pause * 2, LONGEST_PAUSE)
export const wait = (pause) => new Promise((resolve) => setTimeout(resolve, pause))

/** Brings rooms up to where the server has them: at the start, after a connection, and as records come. */
export class Loader {
  #rooms
  #loaded
  #received
  #failed
  #isOver = false
  #inbox = new Inbox((room, entries) => this.#receive(room, entries))

  /**
   * @param rooms the Rooms
   * @param loaded (room id, isAnew) => Promise: a room is up to date
   * @param received (room id, entries) => Promise: a room has taken these in
   * @param failed (room id, error): a room could not, and trying again would not help
   */
  constructor({ rooms, loaded, received, failed }) {
    this.#rooms = rooms
    this.#loaded = loaded
    this.#received = received
    this.#failed = failed
  }

  /** @param seq what the server has, where that is known */
  async load(id, seq = 0) {
    const known = this.#rooms.peek(id)
    const isShown = known?.roster && !known.refused
    const room = await this.#rooms.get(id)
    if (isShown && (room.seq < seq || (seq && !room.active))) await room.catchUp()
    await this.#loaded(id, !isShown)
  }

  /** Load rooms, {room, seq} each, a few at a time. Gives the ones that the connection failed. */
  async loadSome(summaries) {
    const waiting = [...summaries]
    const again = []
    const next = async () => {
      for (let summary; (summary = waiting.shift()) && !this.#isOver;) {
        const { room, seq } = summary
        await this.load(room, seq).catch((error) => {
          if (isPassing(error)) again.push(summary)
          else this.#failed(room, error)
        })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
    return again
  }

  /** Load rooms, and those again that the connection failed, as long as it is still the same one. */
  async loadAll(summaries, isStill) {
    for (let pause = PAUSE; summaries.length && isStill(); pause = longer(pause)) {
      summaries = await this.loadSome(summaries)
      if (summaries.length) await wait(pause)
    }
  }

  /** Take in a record from the socket. */
  receive(entry) {
    this.#inbox.add(entry)
  }

  /** Wait until a room has taken in what the socket has brought for it so far. */
  async settled(room) {
    await this.#inbox.settled(room)
    await this.#rooms.peek(room)?.settled()
  }

  /** Begin nothing more. */
  close() {
    this.#isOver = true
  }

  async #receive(id, entries) {
    // What was refused takes nothing in until it is loaded anew, and that is not for the server to bring about.
    if (this.#rooms.peek(id)?.refused) return
    for (let pause = PAUSE; !this.#isOver; pause = longer(pause)) {
      try {
        if (!this.#rooms.peek(id)?.roster) await this.load(id)
        await this.#rooms.peek(id).receive(entries)
        return await this.#received(id, entries)
      } catch (error) {
        if (!isPassing(error)) return this.#failed(id, error)
      }
      await wait(pause)
    }
  }
}

function isPassing(error) {
  return PASSING.has(Failure.of(error).code)
}
