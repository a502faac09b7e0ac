// How high the entries of a long list are: as they were measured, or else as others like them were.

// What an entry is like, as a number; of messages the lines that there probably are, and what stands beside the text.
const OTHERS = { day: -1, unread: -2, line: -3, problem: -4 }
const GUESSES = { [-1]: 56, [-2]: 40, [-3]: 36, [-4]: 96 }
const LETTERS = 64
const LINES = 31

const sorts = new WeakMap()

const linesOf = (text) => {
  let lines = 0
  for (let from = 0; from <= text.length && lines < LINES;) {
    const end = text.indexOf("\n", from)
    const to = end < 0 ? text.length : end
    lines += Math.max(1, Math.ceil((to - from) / LETTERS))
    from = to + 1
  }
  return Math.min(lines, LINES)
}

const sortOf = (entry) => {
  if (entry.type !== "message") return OTHERS[entry.type] ?? OTHERS.line
  const known = sorts.get(entry)
  if (known !== undefined) return known
  const { text = "", files = [], reactions = [], replyTo = null } = entry.item ?? {}
  let sort = linesOf(text) | Math.min(files.length, 3) << 9
  for (const [bit, is] of [entry.first, !entry.quiet, reactions.length, replyTo].entries()) if (is) sort |= 32 << bit
  sorts.set(entry, sort)
  return sort
}

const guess = (sort) => GUESSES[sort] ?? 20 + 21 * (sort & LINES) + (sort >> 7 & 3) * 32 + (sort >> 9) * 180

/** Heights and offsets of a list of entries, by their place in it. */
export class Heights {
  #entries = []
  #places = new Map()
  #sizes = new Float64Array(0)
  #offsets = new Float64Array(1)
  // The offsets are right up to this place.
  #right = 0
  // By key; and what those of a sort add up to.
  #measured = new Map()
  #sums = new Map()

  get count() {
    return this.#entries.length
  }

  get total() {
    return this.offset(this.count)
  }

  /** Take a list of entries in place of the one before; what was measured of those that stay is known. */
  set(entries) {
    this.#entries = entries
    this.#places = new Map(entries.map(({ key }, place) => [key, place]))
    this.#sizes = Float64Array.from(entries, (entry) => this.#measured.get(entry.key) ?? this.#expected(sortOf(entry)))
    this.#offsets = new Float64Array(entries.length + 1)
    this.#right = 0
  }

  /** Where the entry of a key is, or -1. */
  place(key) {
    return this.#places.get(key) ?? -1
  }

  /** Where the entry of a place begins. */
  offset(place) {
    for (let next = this.#right; next < place; next++) this.#offsets[next + 1] = this.#offsets[next] + this.#sizes[next]
    this.#right = Math.max(this.#right, place)
    return this.#offsets[place]
  }

  /** The place of the entry that an offset lies in: the first or the last one where it lies before or behind all of them. */
  at(offset) {
    this.offset(this.count)
    let [low, high] = [0, Math.max(0, this.count - 1)]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#offsets[middle + 1] > offset) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Say how high an entry is. Gives whether that is news. */
  measure(place, height) {
    const entry = this.#entries[place]
    const known = this.#measured.get(entry.key)
    if (known !== undefined && Math.abs(known - height) < 0.1) return false
    this.#measured.set(entry.key, height)
    if (known === undefined) this.#learn(sortOf(entry), height)
    this.#sizes[place] = height
    this.#right = Math.min(this.#right, place)
    return true
  }

  /** The width is another one: nothing that was measured holds. */
  forget() {
    this.#measured.clear()
    this.#sums.clear()
  }

  #learn(sort, height) {
    const { count, sum } = this.#sums.get(sort) ?? { count: 0, sum: 0 }
    this.#sums.set(sort, { count: count + 1, sum: sum + height })
  }

  #expected(sort) {
    const known = this.#sums.get(sort)
    return known ? known.sum / known.count : guess(sort)
  }
}
