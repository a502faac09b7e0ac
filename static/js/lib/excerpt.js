// What of a long text to show of a search: a piece around each word that was looked for, and where in it the words are.

import { placesOf } from "./fold.js"

// About two lines of a list; a piece less than this says nothing.
const LENGTH = 160
const LEAD = 32
const MAX_PIECES = 3

// Where to cut: at a space that is this close, or else between two characters as they are seen.
const NEAR = 12

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** Finds the borders of characters as they are seen: of letters with their accents, of emoji with all that they are put together from. */
class Borders {
  #text
  #segments

  constructor(text) {
    this.#text = text
    this.#segments = graphemes.segment(text)
  }

  /** The border at a place, or the one in front of it. */
  before(place) {
    return this.#segments.containing(place)?.index ?? this.#text.length
  }

  /** The border at a place, or the one behind it. */
  after(place) {
    const found = this.#segments.containing(place - 1)
    return found ? found.index + found.segment.length : place
  }

  /** Where to begin, from about here and before `limit`. */
  start(place, limit) {
    if (place <= 0) return 0
    const space = this.#text.indexOf(" ", place - 1)
    return space >= 0 && space < Math.min(place + NEAR, limit) ? space + 1 : this.before(place)
  }

  /** Where to end, at about here and behind `limit`. */
  end(place, limit) {
    if (place >= this.#text.length) return this.#text.length
    const space = this.#text.lastIndexOf(" ", place)
    return space > Math.max(place - NEAR, limit) ? space : Math.max(this.before(place), limit)
  }
}

/**
 * Cut a text around the folded words that are in it: [{text, isHit}], to be shown one behind the other. Of each word at least the first place is
 * shown, where there is room; "…" stands for what was left out.
 */
export const excerptOf = (text, words, { length = LENGTH } = {}) => {
  const borders = new Borders(text)
  const places = placesOf(text, words)
  const pieces = piecesOf(text, borders, places, length)
  const hits = merged(places.flat()
    .filter(({ start, end }) => pieces.some((piece) => start < piece.end && end > piece.start))
    .map(({ start, end }) => ({ start: borders.before(start), end: borders.after(end) })))
  const runs = pieces.flatMap((piece, place) => {
    const gap = piece.start > 0 ? [{ text: place ? " … " : "…", isHit: false }] : []
    return [...gap, ...runsOf(text, piece, hits)]
  })
  if ((pieces.at(-1)?.end ?? 0) < text.length) runs.push({ text: "…", isHit: false })
  return runs
}

const piecesOf = (text, borders, places, length) => {
  if (text.length <= length) return [{ start: 0, end: text.length }]
  const firsts = places.map(([first]) => first).filter(Boolean).sort((one, other) => one.start - other.start)
  const wanted = firsts.length ? firsts : [{ start: 0, end: 0 }]
  const centres = apart(wanted, length)
  const share = Math.floor(length / centres.length)
  return merged(centres.map(({ start, end }) => {
    const from = borders.start(Math.max(0, start - LEAD), start)
    return { start: from, end: borders.end(Math.max(end, from + share), borders.after(end)) }
  }))
}

// One piece shows whatever is close to its first word.
const apart = (places, length) => {
  const reach = Math.floor(length / Math.min(places.length, MAX_PIECES)) - LEAD
  const found = []
  for (const place of places) {
    if (found.length < MAX_PIECES && !(found.at(-1)?.start + reach >= place.end)) found.push(place)
  }
  return found
}

const merged = (stretches) => {
  const found = []
  for (const { start, end } of [...stretches].sort((one, other) => one.start - other.start)) {
    const last = found.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else found.push({ start, end })
  }
  return found
}

const runsOf = (text, piece, hits) => {
  const runs = []
  let at = piece.start
  const add = (end, isHit) => {
    if (end > at) runs.push({ text: text.slice(at, end), isHit })
    at = Math.max(at, end)
  }
  for (const { start, end } of hits) {
    if (end <= piece.start || start >= piece.end) continue
    add(Math.min(start, piece.end), false)
    add(Math.min(end, piece.end), true)
  }
  add(piece.end, false)
  return runs
}
