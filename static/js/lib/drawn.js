// What of a long list of entries is in the document: a range of them, those that must not go, and space that stands for the others.

import { Heights } from "./heights.js"
import { KeyedList } from "./keyed.js"
import { covers, joined, spaces } from "./ranges.js"
import { resize, space } from "./space.js"

// What somebody is at stays drawn wherever they scroll; so does what has the focus, or is selected.
const HELD = "[data-held], [data-playing]"

// The last entries are always drawn: that one came is read out, whatever is being read.
const LAST = 3

const isAnchor = ({ type }) => type !== "day" && type !== "unread"

export class Drawn {
  heights = new Heights()
  /** The places around the view, of which the last is not drawn any more. */
  range = { from: 0, to: 0 }

  #scroller
  #element
  #list
  #changed
  #entries = []
  #keys = new WeakMap()
  // The space in front of the range, and how much of it is too much: what was thought of heights, and turned out otherwise.
  #lead = null
  #drift = 0

  /**
   * @param observer a ResizeObserver, which is to watch all elements
   * @param changed () other elements are in the document than before
   */
  constructor(scroller, element, { make, update, observer, changed }) {
    this.#scroller = scroller
    this.#element = element
    this.#changed = changed
    this.#list = new KeyedList(element, {
      make: (entry) => this.#make(entry, make, observer),
      update: (one, entry) => entry.type === "space" ? resize(one, entry.size) : update(one, entry),
      drop: (one) => observer.unobserve(one),
    })
  }

  get drift() {
    return this.#drift
  }

  get isAtEnd() {
    return this.range.to === this.heights.count
  }

  /** The element of a key, if it is in the document. */
  get(key) {
    return this.#list.get(key)
  }

  /** Remove everything, for a list that has nothing to do with this one. */
  clear() {
    this.heights = new Heights()
    this.#entries = []
    this.range = { from: 0, to: 0 }
    this.#lead = null
    this.#drift = 0
    this.#list.clear()
  }

  /** Take a list of entries in place of the one before; they are not drawn yet. */
  set(entries) {
    this.#entries = entries
    this.heights.set(entries)
  }

  /** The entries of these places. */
  entries({ from, to }) {
    return this.#entries.slice(from, to)
  }

  /** Draw these places. */
  draw(range) {
    const ranges = joined([range, ...this.#kept()])
    this.range = ranges.find(({ from, to }) => from <= range.from && range.to <= to) ?? range
    const sizes = spaces(this.heights, ranges)
    const shown = ranges.flatMap((one, place) => {
      const entries = this.entries(one)
      const isMain = one === this.range
      const size = sizes[place] + (isMain ? this.#drift : 0)
      const lead = { key: `space ${entries[0].key}`, type: "space", size }
      if (isMain) this.#lead = lead
      return [lead, ...entries]
    })
    this.#list.show([...shown, { key: "space", type: "space", size: sizes.at(-1) }])
    this.measure()
    this.#changed()
  }

  /** Whether what is drawn reaches from `over` screens above a view to as many below, as far as there is anything. */
  covers(view, over) {
    return covers(this.heights, this.range, view, over)
  }

  /** Look how high everything is. Gives whether anything is otherwise than was thought. */
  measure() {
    let isNews = false
    // Nothing has a height where the chat is not on the screen.
    if (!this.#scroller.clientHeight) return false
    const found = Array.from(this.#element.children, (element) => ({
      place: this.heights.place(this.#keys.get(element)),
      rect: element.getBoundingClientRect(),
    }))
    for (const [number, { place, rect: { bottom, top } }] of found.entries()) {
      if (place < 0) continue
      // With the space that two have between them, where they are neighbours.
      const next = found[number + 1]
      const end = next.place < 0 ? bottom : next.rect.top
      if (this.heights.measure(place, end - top)) isNews = true
    }
    return isNews
  }

  /**
   * What lies in a view, and where: [{key, position}], from an `edge` on the screen on. A day moves up when older messages of it come: only
   * what has a place of its own is an anchor.
   */
  anchors({ top, bottom }, edge) {
    const first = Math.max(this.range.from, this.heights.at(top))
    const found = []
    for (let place = first; place < this.range.to && this.heights.offset(place) < bottom; place++) {
      const { key } = this.#entries[place]
      const element = isAnchor(this.#entries[place]) && this.#list.get(key)
      if (!element || this.heights.offset(place + 1) <= top) continue
      found.push({ key, position: element.getBoundingClientRect().top - edge })
    }
    return found
  }

  /** Be wrong by so much: what is drawn is drawn with it from now on. */
  drifts(drift) {
    this.#drift = drift
  }

  /** The same, for what is in the document already. */
  shift(drift) {
    if (drift === this.#drift) return
    this.#lead.size += drift - this.#drift
    this.#drift = drift
    resize(this.#list.get(this.#lead.key), this.#lead.size)
  }

  #make(entry, make, observer) {
    const element = entry.type === "space" ? space() : make(entry)
    this.#keys.set(element, entry.key)
    if (entry.type !== "space") observer.observe(element)
    return element
  }

  // What is drawn wherever the view is: thrown away, it would take the focus, the selection or the sound with it.
  #kept() {
    const { anchorNode, focusNode } = getSelection()
    const held = [document.activeElement, ...this.#element.querySelectorAll(HELD)]
    const kept = [[anchorNode, focusNode], ...held.map((element) => [element, element])].map(([one, other]) => {
      const places = [this.#placeOf(one), this.#placeOf(other)].filter((place) => place >= 0)
      return { from: Math.min(...places), to: Math.max(...places) + 1 }
    })
    const { count } = this.heights
    return [...kept, { from: Math.max(0, count - LAST), to: count }]
  }

  #placeOf(node) {
    if (!node || node === this.#element || !this.#element.contains(node)) return -1
    while (node.parentNode !== this.#element) node = node.parentNode
    return this.heights.place(this.#keys.get(node))
  }
}
