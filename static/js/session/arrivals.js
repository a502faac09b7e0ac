/**
 * Which messages of others have just come: what was there when the page was opened is no news, what comes later is, also what had to be
 * fetched after a lost connection.
 */
export class Arrivals {
  #rooms
  #known = null

  constructor(rooms) {
    this.#rooms = rooms
  }

  /** The page begins with these rooms, {room, seq} each. Only the first call counts. */
  begin(summaries) {
    this.#known ??= new Map(summaries.map(({ room, seq }) => [room, seq]))
  }

  /** Give the messages of a room that are new since this was asked last, oldest first. */
  in(id) {
    const room = this.#rooms.peek(id)
    const known = this.#known.get(id) ?? 0
    this.#known.set(id, Math.max(known, room.seq))
    const found = []
    for (const item of room.timeline.items.toReversed()) {
      if (item.seq !== null && item.seq <= known) break
      if (item.type === "message" && !item.mine && item.seq !== null && !item.deleted) found.push(item)
    }
    return found.reverse()
  }
}
