// Messages of one chat that were chosen, to do something with all of them.

/** Event: "change". */
export class Selection extends EventTarget {
  #room = null
  #ids = new Set()

  /** The room that is being selected in, or null. */
  get room() {
    return this.#room
  }

  get ids() {
    return [...this.#ids]
  }

  has(id) {
    return this.#ids.has(id)
  }

  begin(room, id) {
    this.#room = room
    this.#ids = new Set([id])
    this.#tell()
  }

  toggle(id) {
    if (!this.#ids.delete(id)) this.#ids.add(id)
    if (this.#ids.size) this.#tell()
    else this.end()
  }

  end() {
    if (this.#room === null) return
    this.#room = null
    this.#ids.clear()
    this.#tell()
  }

  #tell() {
    this.dispatchEvent(new Event("change"))
  }
}
