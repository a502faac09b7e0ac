// Bring the children of an element in line with a list, touching only what changed.

/**
 * A list of elements that follows a list of entries with a `key` each.
 * `make(entry)` makes an element, `update(element, entry)` brings one up to date.
 */
export class KeyedList {
  #element
  #make
  #update
  #children = new Map()

  constructor(element, { make, update }) {
    this.#element = element
    this.#make = make
    this.#update = update
  }

  /** The element of a key, if it is shown. */
  get(key) {
    return this.#children.get(key)
  }

  /** Remove everything. */
  clear() {
    this.#children.clear()
    this.#element.replaceChildren()
  }

  /** Show exactly these entries, in this order. */
  show(entries) {
    const keys = new Set(entries.map((entry) => entry.key))
    for (const [key, child] of this.#children) {
      if (keys.has(key)) continue
      child.remove()
      this.#children.delete(key)
    }
    let next = this.#element.firstElementChild
    for (const entry of entries) {
      let child = this.#children.get(entry.key)
      if (!child) {
        child = this.#make(entry)
        this.#children.set(entry.key, child)
      }
      this.#update(child, entry)
      if (child === next) next = next.nextElementSibling
      else this.#place(child, next)
    }
  }

  // Moving an element takes the focus from it, and the reader would be lost.
  #place(child, next) {
    const focused = child.contains(document.activeElement) ? document.activeElement : null
    this.#element.insertBefore(child, next)
    focused?.focus({ preventScroll: true })
  }
}
