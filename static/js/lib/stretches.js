// A long list in stretches, so that what is out of sight costs neither time nor layout.

import { KeyedList } from "./keyed.js"

// About two screens. A stretch is what the browser skips as a whole (css/timeline.css).
const LENGTH = 64

const same = (one, other) => one.length === other.length && one.every((entry, index) => entry === other[index])

/** Like KeyedList, for entries with a `seq`: by it they are cut, so that older ones leave the cuts where they are. */
export class Stretches {
  #list
  #inner = new WeakMap()

  constructor(element, { make, update }) {
    this.#list = new KeyedList(element, {
      make: () => this.#make(make, update),
      update: (stretch, { entries }) => this.#update(stretch, entries),
    })
  }

  /** Remove everything. */
  clear() {
    this.#list.clear()
  }

  /** Show exactly these entries, in this order; those without a `seq` stand behind the others. */
  show(entries) {
    const stretches = []
    for (const entry of entries) {
      const key = entry.seq ? Math.floor(entry.seq / LENGTH) : stretches.at(-1)?.key ?? 0
      if (stretches.at(-1)?.key === key) stretches.at(-1).entries.push(entry)
      else stretches.push({ key, entries: [entry] })
    }
    this.#list.show(stretches)
  }

  #make(make, update) {
    const stretch = document.createElement("div")
    stretch.className = "stretch is-new"
    this.#inner.set(stretch, { list: new KeyedList(stretch, { make, update }), entries: [] })
    // Shown once, it has a true height, which the browser remembers when it skips it: nothing jumps later.
    requestAnimationFrame(() => requestAnimationFrame(() => stretch.classList.remove("is-new")))
    return stretch
  }

  #update(stretch, entries) {
    const inner = this.#inner.get(stretch)
    if (same(inner.entries, entries)) return
    inner.entries = entries
    inner.list.show(entries)
  }
}
