// Bring the children of an element in line with a list, touching only what changed.

/**
 * A list of elements that follows a list of entries with a `key` each.
 * `make(entry)` makes an element, `update(element, entry)` brings one up to date, `drop(element)` hears of one that goes.
 */
export class KeyedList {
  #element
  #make
  #update
  #dropped
  // By key: the element, and the entry it shows.
  #shown = new Map()

  constructor(element, { make, update, drop = () => {} }) {
    this.#element = element
    this.#make = make
    this.#update = update
    this.#dropped = drop
  }

  /** The element of a key, if it is shown. */
  get(key) {
    return this.#shown.get(key)?.element
  }

  /** Remove everything. */
  clear() {
    for (const { element } of this.#shown.values()) this.#dropped(element)
    this.#shown.clear()
    this.#element.replaceChildren()
  }

  /** Show exactly these entries, in this order. An entry that is the same object again is taken as unchanged. */
  show(entries) {
    this.#drop(new Set(entries.map((entry) => entry.key)))
    let next = this.#element.firstElementChild
    for (const entry of entries) {
      const element = this.#draw(entry)
      if (element === next) next = next.nextElementSibling
      else this.#place(element, next)
    }
  }

  #drop(keys) {
    for (const [key, { element }] of this.#shown) {
      if (keys.has(key)) continue
      element.remove()
      this.#dropped(element)
      this.#shown.delete(key)
    }
  }

  #draw(entry) {
    const shown = this.#shown.get(entry.key)
    if (shown?.entry === entry) return shown.element
    const element = shown?.element ?? this.#make(entry)
    this.#update(element, entry)
    this.#shown.set(entry.key, { element, entry })
    return element
  }

  // Moving an element takes the focus from it, and the reader would be lost.
  #place(element, next) {
    const focused = element.contains(document.activeElement) ? document.activeElement : null
    this.#element.insertBefore(element, next)
    focused?.focus({ preventScroll: true })
  }
}
