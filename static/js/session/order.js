/**
 * The order of each sender's messages, within the records that were loaded (PROTOCOL 8): in a session every message has the next
 * index. Never changed; a longer one is made of it.
 */
export class Order {
  #sessions = new Map()
  /** {seq, of}: records are missing behind these seqs, as where a log is off: of one sender, or (null) of anybody. */
  #breaks = []
  #first = null
  #last = null

  /**
   * Go on with the next records.
   * @param placed all records, ascending: {seq, sid, idx, refused}; an announcement has the index in front of its first message, a
   * roster entry no sid, and what could not be read is believed only where it fits; {seq, isUnknown} is a message of which nobody can know
   * whose turn it was, or where it names one, nobody but this sender; each has its {record}
   * @returns {{order: Order, marks: Map}} seq → {reason, count}: what stands in front of that record
   */
  followedBy(placed) {
    const order = this.#copy()
    const marks = new Map()
    for (const one of placed) order.#take(one, marks)
    return { order, marks }
  }

  /** Put older records in front. */
  precededBy(placed) {
    const { order, marks } = new Order().followedBy(placed)
    const isApart = order.#last !== null && this.#first !== null && order.#last + 1 !== this.#first
    if (isApart) order.#breaks.push({ seq: order.#last, of: null })
    order.#breaks.push(...this.#breaks)
    for (const [sid, { first, last }] of this.#sessions) {
      const older = order.#sessions.get(sid)
      const mark = older && order.#judge(older.last, first)
      if (mark) marks.set(first.seq, mark)
      order.#sessions.set(sid, { first: older?.first ?? first, last })
    }
    order.#first ??= this.#first
    order.#last = this.#last ?? order.#last
    return { order, marks }
  }

  #copy() {
    const order = new Order()
    order.#sessions = new Map(this.#sessions)
    order.#breaks = [...this.#breaks]
    order.#first = this.#first
    order.#last = this.#last
    return order
  }

  #take({ seq, sid, idx, refused = false, isUnknown = false, of = null, record }, marks) {
    if (this.#last !== null && seq !== this.#last + 1) this.#breaks.push({ seq: this.#last, of: null })
    if (isUnknown) this.#breaks.push({ seq, of })
    this.#first ??= seq
    this.#last = seq
    if (sid === undefined || Number.isNaN(idx)) return
    const place = { seq, idx, sender: record?.sender }
    const known = this.#sessions.get(sid)
    if (refused && idx !== (known?.last.idx ?? NaN) + 1) return
    const mark = known && this.#judge(known.last, place)
    if (mark) marks.set(seq, mark)
    if (!known || idx > known.last.idx) this.#sessions.set(sid, { first: known?.first ?? place, last: place })
  }

  #judge(before, place) {
    if (place.idx <= before.idx) return { reason: "out-of-order", count: 1 }
    const isBetween = (seq) => seq >= before.seq && seq < place.seq
    const isWhole = !this.#breaks.some(({ seq, of }) => isBetween(seq) && (of ?? place.sender) === place.sender)
    return isWhole && place.idx > before.idx + 1 ? { reason: "index-gap", count: place.idx - before.idx - 1 } : null
  }
}
