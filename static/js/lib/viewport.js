// The view that a scroller gives on a list in it: where it is, and where it can go.

// A hand's breadth: who is this close to the end is reading the end.
const NEAR = 64

export class Viewport {
  #scroller
  #list

  constructor(scroller, list) {
    this.#scroller = scroller
    this.#list = list
  }

  /** How high it is: nothing where it is not on the screen. */
  get height() {
    return this.#scroller.clientHeight
  }

  /** [width, height] */
  get size() {
    return [this.#scroller.clientWidth, this.height]
  }

  get isAtTop() {
    return this.#scroller.scrollTop <= 0
  }

  get isAtBottom() {
    return this.#left <= 1
  }

  get isNearBottom() {
    return this.#left < NEAR
  }

  /** Where the content of the scroller begins on the screen. */
  get edge() {
    return this.#scroller.getBoundingClientRect().top - this.#scroller.scrollTop
  }

  /** Where an element is in the content of the scroller. */
  position(element) {
    return element.getBoundingClientRect().top - this.edge
  }

  /** Where the list begins there. */
  get base() {
    return this.position(this.#list)
  }

  /** What of the list is in view, {top, bottom}, where the list is moved by so much. */
  span(drift) {
    const top = this.#scroller.scrollTop - this.base - drift
    return { top, bottom: top + this.height }
  }

  /** Go so far down. Where that is nowhere, nobody's scrolling is touched. */
  by(distance) {
    if (distance) this.#scroller.scrollTop += distance
  }

  toBottom() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight
  }

  /** Bring an element to its "top", to its "center", or, "nearest", no further than it takes. */
  bring(element, block) {
    const { top, bottom } = this.#scroller.getBoundingClientRect()
    const at = element.getBoundingClientRect()
    if (block === "top") this.by(at.top - top - NEAR)
    else if (block === "center") this.by((at.top + at.bottom - top - bottom) / 2)
    else this.by(Math.min(at.top - top, Math.max(0, at.bottom - bottom)))
  }

  // How far it can still go.
  get #left() {
    const { clientHeight, scrollHeight, scrollTop } = this.#scroller
    return scrollHeight - clientHeight - scrollTop
  }
}
