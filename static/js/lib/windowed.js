// A list of ten thousand entries of which only those near the view are in the document, and a view that stays where it is, whatever
// comes, goes or grows around it: what draws, what measures and what moves are files of their own, what decides is one.
//
// Heights that nobody has measured are estimates, so the space above is never quite right. While somebody scrolls it is let be
// wrong (the drift): to set the position then would stop a fling, or tear the thumb of the scroll bar away. It is put right at rest.

import { Drawn } from "./drawn.js"
import { Motion } from "./motion.js"
import { around } from "./ranges.js"
import { Viewport } from "./viewport.js"

// Screens that are drawn above and below the view, and how many of them there must be at least.
const OVER = 2
const LEAST = 0.75 * OVER

// So many at the first, and with every frame so many more: nobody who comes to a list waits for what they do not see.
const FEW = 0.5

// Heights that turn out otherwise may ask for more: as often as that.
const TRIES = 4

export class Windowed {
  #viewport
  #drawn
  #moved
  #motion
  #atEnd = true
  #over = FEW
  #isGrowing = false
  // What is in view, and where in the content of the scroller: [{key, position}].
  #anchors = []
  #size = [0, 0]

  /**
   * `make(entry)` makes the element of an entry, `update(element, entry)` brings one up to date; entries have a `key` and a `type`.
   * @param drawn () other elements are in the document than before
   * @param moved () the view is elsewhere
   */
  constructor(scroller, element, { make, update, drawn = () => {}, moved = () => {} }) {
    this.#viewport = new Viewport(scroller, element)
    this.#moved = moved
    const observer = new ResizeObserver(() => this.#resized())
    this.#drawn = new Drawn(scroller, element, { make, update, observer, changed: drawn })
    observer.observe(scroller)
    this.#motion = new Motion(scroller, { moved: () => this.#scrolled(), rested: () => this.#rested() })
  }

  /** Whether the reader is at the end. */
  get atEnd() {
    return this.#atEnd
  }

  /** Whether the reader has come close to the beginning. */
  get nearStart() {
    return this.#drawn.range.from === 0 && this.#view.top < this.#viewport.height
  }

  /** The element of a key, if it is in the document. */
  get(key) {
    return this.#drawn.get(key)
  }

  /** Remove everything, for a list that has nothing to do with this one. */
  clear() {
    this.#anchors = []
    this.#atEnd = true
    this.#over = FEW
    this.#drawn.clear()
  }

  /** Show these entries, without the view jumping; `also` may change what stands above them. */
  show(entries, also = () => {}) {
    const anchors = this.#inView()
    also()
    this.#drawn.set(entries)
    this.#grow()
    if (this.#atEnd) return this.toEnd()
    const { heights } = this.#drawn
    const anchor = anchors.find(({ key }) => heights.place(key) >= 0)
    if (anchor) this.#drawn.drifts(anchor.position - this.#viewport.base - heights.offset(heights.place(anchor.key)))
    this.#fill(anchors)
    if (!this.#motion.isMoving) this.#settle()
  }

  /** Run `change`, which may make what stands above the entries higher or lower, without the view jumping. */
  hold(change) {
    const anchors = this.#inView()
    change()
    if (this.#atEnd) this.toEnd()
    else this.#reanchor(anchors)
    this.#note()
  }

  /** Go to the end and stay there. */
  toEnd() {
    this.#atEnd = true
    this.#drawn.drifts(0)
    const { heights } = this.#drawn
    const height = this.#viewport.height || innerHeight
    for (let tries = 0; tries < TRIES; tries++) {
      const { total } = heights
      const view = { top: total - height, bottom: total }
      if (tries && this.#drawn.covers(view, this.#least)) break
      this.#drawn.draw({ ...around(heights, view, this.#over), to: heights.count })
    }
    this.#viewport.toBottom()
    this.#note()
  }

  /** Bring an entry into the view: at its "top", to its "center", or, "nearest", no further than it takes. Gives its element, if there is one. */
  to(key, block = "nearest") {
    const { heights, range } = this.#drawn
    const place = heights.place(key)
    if (place < 0) return undefined
    const { height } = this.#viewport
    if (place < range.from || place >= range.to) {
      this.#drawn.drifts(0)
      const top = heights.offset(place) - height / 2
      this.#drawn.draw(around(heights, { top, bottom: top + height }, this.#over))
    }
    const element = this.#drawn.get(key)
    this.#viewport.bring(element, block)
    this.#follow()
    this.#look()
    return element
  }

  /** The key of the last entry that `isIt` and lies in the view. */
  lastInView(isIt) {
    return this.#drawn.entries(around(this.#drawn.heights, this.#view, 0)).findLast(isIt)?.key
  }

  get #view() {
    return this.#viewport.span(this.#drawn.drift)
  }

  get #least() {
    return Math.min(LEAST, 0.75 * this.#over)
  }

  #grow() {
    if (this.#isGrowing || this.#over === OVER) return
    this.#isGrowing = true
    requestAnimationFrame(() => {
      this.#isGrowing = false
      this.#over = Math.min(OVER, this.#over + FEW)
      if (this.#atEnd) this.toEnd()
      else this.#follow()
      this.#grow()
    })
  }

  #scrolled() {
    // What is drawn only now may be higher than was thought: who went to the end is at the end.
    if (this.#viewport.isAtBottom) this.toEnd()
    else {
      // Whatever the space above lacks could not be gone to: no fling goes on from here.
      if (this.#viewport.isAtTop && this.#drawn.drift < 0) this.#settle()
      this.#follow()
    }
    this.#lookAgain()
    this.#moved()
  }

  #rested() {
    this.#settle()
    this.#follow()
    this.#lookAgain()
  }

  #look() {
    this.#atEnd = this.#drawn.isAtEnd && this.#viewport.isNearBottom
  }

  // The view may have become lower since it moved, and we are yet to be told: whoever was at the end then stays there.
  #lookAgain() {
    const isResized = this.#viewport.size.some((length, at) => length !== this.#size[at])
    if (!isResized) this.#look()
  }

  // Draw what the view has come close to.
  #follow() {
    const anchors = this.#inView()
    if (!anchors.length) this.#drawn.drifts(0)
    if (!anchors.length || !this.#drawn.covers(this.#view, this.#least)) this.#fill(anchors)
    this.#note()
  }

  #fill(anchors) {
    for (let tries = 0; tries < TRIES; tries++) {
      if (tries && this.#drawn.covers(this.#view, this.#least)) break
      this.#drawn.draw(around(this.#drawn.heights, this.#view, this.#over))
      this.#reanchor(anchors)
    }
    this.#note()
  }

  #inView() {
    return this.#drawn.anchors(this.#view, this.#viewport.edge)
  }

  #note() {
    this.#anchors = this.#inView()
  }

  // Put the first anchor that is still there where it was.
  #reanchor(anchors) {
    const distance = this.#distance(anchors)
    if (this.#motion.isMoving) this.#drawn.shift(this.#drawn.drift - distance)
    else this.#viewport.by(distance)
  }

  #distance(anchors) {
    const anchor = anchors.find(({ key }) => this.#drawn.get(key))
    const distance = anchor ? this.#viewport.position(this.#drawn.get(anchor.key)) - anchor.position : 0
    return Math.abs(distance) < 0.5 ? 0 : distance
  }

  #settle() {
    const { drift, range } = this.#drawn
    if (!drift) return
    const isTop = this.#viewport.isAtTop && range.from === 0 && Math.abs(drift) < this.#viewport.height
    const anchors = this.#inView()
    this.#drawn.shift(0)
    // Who went to the beginning is at the beginning.
    if (!isTop) this.#viewport.by(this.#distance(anchors))
    this.#note()
  }

  // Pictures come, reactions are set, the keyboard opens, the window becomes narrower.
  #resized() {
    const [width, height] = this.#viewport.size
    if (!height) return
    const [widthBefore, heightBefore] = this.#size
    this.#size = [width, height]
    if (width !== widthBefore) this.#drawn.heights.forget()
    const isNews = this.#drawn.measure()
    if (!isNews && height === heightBefore) return
    if (this.#atEnd) this.#viewport.toBottom()
    else this.#reanchor(this.#anchors)
    this.#note()
    // Not now: what is drawn while sizes are being told would have to be told in the same breath.
    if (!this.#drawn.covers(this.#view, this.#least / LEAST)) requestAnimationFrame(() => this.#follow())
  }
}
