// What somebody looks for in the list of chats: the field says it, and whatever shows results listens.

/** Event: "change". */
export class Sought extends EventTarget {
  #text = ""

  get text() {
    return this.#text
  }

  /** Look for this from now on, or for nothing. */
  look(text) {
    const wanted = text.trim()
    if (wanted === this.#text) return
    this.#text = wanted
    this.dispatchEvent(new Event("change"))
  }
}
