import { mediaKind } from "../lib/media.js"
import { parts } from "./parts.js"
import { save } from "./saving.js"

/**
 * Files of others, and of our own. What is shown lies in memory, as blobs of a type that cannot run, and is let go of with its chat; what is
 * saved goes to the disk as it is decrypted.
 */
export class Downloads {
  /** id → {room, url: Promise} */
  #opened = new Map()
  #controller = new AbortController()

  /** Give the address of a file, for an image, a sound or a film of this page. Rejects where the file is not the one that was sent. */
  url(room, file) {
    const known = this.#opened.get(file.id)
    if (known) return known.url
    const url = this.#open(room, file)
    this.#opened.set(file.id, { room, url })
    // Another try may find it.
    url.catch(() => this.#opened.delete(file.id))
    return url
  }

  /** Know a file of our own without asking for it. */
  keep(room, { id, type }, blob) {
    this.#opened.set(id, { room, url: Promise.resolve(addressOf(type, [blob])) })
  }

  async save(room, file, { progressed = () => {}, signal } = {}) {
    const any = AbortSignal.any([this.#controller.signal, signal ?? []].flat())
    await save(parts({ room, file, signal: any }), file, progressed)
  }

  /** Let go of everything but of one room. */
  leave(room) {
    for (const [id, opened] of this.#opened) {
      if (opened.room === room) continue
      this.#opened.delete(id)
      opened.url.then((url) => URL.revokeObjectURL(url), () => {})
    }
  }

  close() {
    this.#controller.abort()
    this.leave(null)
  }

  async #open(room, file) {
    const whole = []
    for await (const part of parts({ room, file, signal: this.#controller.signal })) whole.push(part)
    return addressOf(file.type, whole)
  }
}

/** What the sender calls it is believed only where it cannot run. */
function addressOf(type, bytes) {
  return URL.createObjectURL(new Blob(bytes, { type: mediaKind(type) ? type : "application/octet-stream" }))
}
