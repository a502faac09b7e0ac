// Where a reader is in a list that grows at both ends.

// A hand's breadth: who is this close to the end is reading the end.
const NEAR = 64

/** Keeps the end of `scroller` in view, or else what is being read in place; `content` holds stretches of entries. */
export class ScrollKeeper {
  #scroller
  #content
  #atEnd = true
  #observer

  constructor(scroller, content) {
    this.#scroller = scroller
    this.#content = content
    scroller.addEventListener("scroll", () => this.#look(), { passive: true })
    // Estimated heights (content-visibility) become real, the keyboard opens, the composer grows.
    this.#observer = new ResizeObserver(() => this.#atEnd && this.toEnd())
    this.#observer.observe(scroller)
    this.#observer.observe(content)
  }

  /** Whether the reader is at the end. */
  get atEnd() {
    return this.#atEnd
  }

  /** Whether the reader has come close to the beginning. */
  get nearStart() {
    return this.#scroller.scrollTop < this.#scroller.clientHeight
  }

  /** Go to the end and stay there. */
  toEnd() {
    this.#atEnd = true
    this.#scroller.scrollTop = this.#scroller.scrollHeight
  }

  /** Put an element a little below the upper edge. */
  toElement(element) {
    const { top } = element.getBoundingClientRect()
    const edge = this.#scroller.getBoundingClientRect().top
    this.#scroller.scrollTop += top - edge - NEAR
    this.#look()
  }

  /** Run `change`, which may add or remove elements anywhere, without the view jumping. */
  hold(change) {
    if (this.#atEnd) {
      change()
      this.toEnd()
      return
    }
    const anchor = this.#firstVisible()
    const before = anchor?.getBoundingClientRect().top
    // The browser's own anchoring would correct a second time, and does nothing at the very top.
    this.#scroller.classList.add("is-held")
    change()
    if (anchor?.isConnected) {
      this.#scroller.scrollTop += anchor.getBoundingClientRect().top - before
    }
    requestAnimationFrame(() => this.#scroller.classList.remove("is-held"))
  }

  #look() {
    const { clientHeight, scrollHeight, scrollTop } = this.#scroller
    this.#atEnd = scrollHeight - clientHeight - scrollTop < NEAR
  }

  // First the stretch, then the entry in it: to measure inside others would lay them out.
  #firstVisible() {
    const { top } = this.#scroller.getBoundingClientRect()
    const stretch = firstBelow(this.#content.children, top)
    let entry = stretch && firstBelow(stretch.children, top)
    // A day moves up when older messages of it come: only what has a key of its own stays where it is.
    while (entry && !entry.dataset.key) entry = entry.nextElementSibling
    return entry
  }
}

// The first of a column of elements that reaches below a line.
const firstBelow = (elements, line) => {
  let low = 0
  let high = elements.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (elements[middle].getBoundingClientRect().bottom > line + 1) high = middle
    else low = middle + 1
  }
  return elements[low]
}
