/**
 * Records as they come from the socket, gathered by room: while some are being verified the next ones wait, and go on together.
 */
export class Inbox {
  #waiting = new Map()
  #running = new Map()
  #take

  /** @param take (room id, entries) => Promise: takes in entries of one room, in ascending order */
  constructor(take) {
    this.#take = take
  }

  add(entry) {
    const { room } = entry.record
    const waiting = this.#waiting.get(room)
    if (waiting) waiting.push(entry)
    else this.#running.set(room, this.#empty(room, [entry]))
  }

  /** Wait until what has come in so far for a room was taken in. */
  settled(room) {
    return this.#running.get(room)
  }

  async #empty(room, entries) {
    this.#waiting.set(room, entries)
    while (entries.length) await this.#take(room, entries.splice(0))
    this.#waiting.delete(room)
    this.#running.delete(room)
  }
}
