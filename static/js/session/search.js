import { fold, wordsOf } from "../lib/fold.js"

/** Results that are given of one question, the newest ones. */
const MAX_RESULTS = 100

/**
 * Finds messages by what is in them, among everything that this page has read. There is no index: ten thousand messages are gone through in
 * a few milliseconds, as long as nobody has to fold them again. What was folded is known by its item, so an edit, which makes another
 * item, is found by its new text alone, and what was deleted or has disappeared is not found.
 */
export class Search {
  #rooms
  #folded = new WeakMap()

  /** @param rooms the Rooms */
  constructor(rooms) {
    this.#rooms = rooms
  }

  /** Fold what has come, so that nobody waits for it when they write the first letter. */
  prepare(id) {
    for (const item of this.#rooms.peek(id)?.timeline.items ?? []) if (isFindable(item)) this.#about(item)
  }

  /**
   * Find messages: {text, from, room, since, until, hasFile}; every word of `text` has to be in them, `since` and `until` are times, of which the
   * second does not belong to the stretch. Gives {results, total}: [{room, item}], newest first, and how many there are.
   */
  find({ text = "", from = null, room = null, since = -Infinity, until = Infinity, hasFile = false } = {}) {
    const words = wordsOf(text)
    const isNarrowed = from !== null || hasFile || since > -Infinity || until < Infinity
    if (!words.length && !isNarrowed) return { results: [], total: 0 }
    const found = []
    for (const { id, timeline } of this.#rooms.loaded) {
      if (room !== null && id !== room) continue
      for (const item of timeline.items) {
        if (!isFindable(item) || item.time < since || item.time >= until) continue
        if ((from !== null && item.sender !== from) || (hasFile && !item.files?.length)) continue
        const folded = this.#about(item)
        if (words.every((word) => folded.includes(word))) found.push({ room: id, item })
      }
    }
    found.sort((one, other) => other.item.time - one.item.time)
    return { results: found.slice(0, MAX_RESULTS), total: found.length }
  }

  /** Everybody of whom there is something to find, in order. */
  get senders() {
    const names = new Set()
    for (const { timeline } of this.#rooms.loaded) {
      for (const item of timeline.items) if (isFindable(item)) names.add(item.sender)
    }
    return [...names].sort()
  }

  #about(item) {
    let folded = this.#folded.get(item)
    if (folded === undefined) {
      folded = fold([item.text, ...(item.files ?? []).map(({ name }) => name)].join("\n"))
      this.#folded.set(item, folded)
    }
    return folded
  }
}

/** What has no place in the chat yet cannot be gone to. */
function isFindable({ type, kind, seq, deleted }) {
  return (type === "message" || kind === "title") && seq !== null && !deleted
}
