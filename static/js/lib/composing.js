// What the composer is writing: something new, an answer to a message, or another text for one of ours.

/** Event: "change" when it is something else than before. */
export class Composing extends EventTarget {
  #mode = "new"
  #item = null

  /** "new", "reply" or "edit". */
  get mode() {
    return this.#mode
  }

  /** The message that is answered or changed, as it was when that began, or null. */
  get item() {
    return this.#item
  }

  reply(item) {
    this.#become("reply", item)
  }

  edit(item) {
    this.#become("edit", item)
  }

  /** Go back to writing something new. */
  end() {
    if (this.#mode !== "new") this.#become("new", null)
  }

  #become(mode, item) {
    this.#mode = mode
    this.#item = item
    this.dispatchEvent(new Event("change"))
  }
}
