// Whether somebody is scrolling, as far as a browser tells.

// After the end of scrolling this long without is rest, in milliseconds: the next fling may have begun.
const REST = 120

export class Motion {
  #isMoving = false
  #rest = null
  #rested

  /**
   * @param moved () the scroller is elsewhere
   * @param rested () it has come to rest
   */
  constructor(scroller, { moved, rested }) {
    this.#rested = rested
    scroller.addEventListener("scroll", () => this.#scrolled(moved), { passive: true })
    scroller.addEventListener("scrollend", () => this.#stopped())
  }

  get isMoving() {
    return this.#isMoving
  }

  #scrolled(moved) {
    this.#isMoving = true
    clearTimeout(this.#rest)
    // A thumb that is held is no rest; where the browser does not tell, it is taken for one.
    if (!("onscrollend" in window)) this.#stopped()
    moved()
  }

  #stopped() {
    this.#rest = setTimeout(() => {
      this.#isMoving = false
      this.#rested()
    }, REST)
  }
}
