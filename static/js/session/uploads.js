import { newId } from "../crypto/forms.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { upload } from "./upload.js"

/** Between two events "progress" of a room, in milliseconds. */
const PAUSE = 120

/**
 * Messages with files that are on their way. They live in this page alone: what a person picked is not copied into the browser's storage, so
 * a reload ends them, and asks first. When all files of a message are there it goes to the outbox like any other.
 * Events: "progress" {room}: something of a room has changed.
 */
export class Uploads extends EventTarget {
  #username
  #finished
  #drop
  #messages = new Map()
  #timers = new Map()
  #last = Promise.resolve()
  #warn = (event) => event.preventDefault()

  /**
   * @param finished (room, body, {replyTo, id}) => Promise: all files of a message are there; it goes on under the id that it has here
   * @param drop (room, ids) => Promise: nobody will open these files
   */
  constructor({ username, finished, drop }) {
    super()
    this.#username = username
    this.#finished = finished
    this.#drop = drop
  }

  /**
   * Send files with a caption.
   * @param sources [{blob, name, type, …}]: what the message says of each (PROTOCOL 8)
   * @returns the files' ids, in order
   */
  async add(room, sources, { text = "", replyTo = null } = {}) {
    const files = await Promise.all(sources.map(async ({ blob, ...about }) => {
      return { blob, about, file: await crypto.newFile({ size: blob.size }), sent: 0, hash: null }
    }))
    const key = newId()
    this.#messages.set(key, {
      key, room, text, replyTo, files, time: Date.now(), failure: null, controller: null, isSent: false,
    })
    this.#begin(key)
    return files.map(({ file }) => file.id)
  }

  has(key) {
    return this.#messages.has(key)
  }

  /** What is on its way in a room, as items of its timeline. */
  of(room) {
    return [...this.#messages.values()].filter((message) => message.room === room).map((message) => this.#item(message))
  }

  retry(key) {
    this.#messages.get(key).failure = null
    this.#begin(key)
  }

  /** Send no more of a message, and let the server remove what it has of it. One that is on its way to the outbox keeps its files. */
  cancel(key) {
    const { room, files, controller, isSent } = this.#messages.get(key)
    if (isSent) return
    this.#messages.delete(key)
    controller?.abort()
    this.#drop(room, files.map(({ file }) => file.id)).catch(() => {})
    this.#tell(room)
  }

  close() {
    for (const { controller } of this.#messages.values()) controller?.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#messages.clear()
    this.#guard()
  }

  #begin(key) {
    const message = this.#messages.get(key)
    message.controller = new AbortController()
    this.#tell(message.room)
    this.#guard()
    // One after the other, so that messages keep their order and the first is there first.
    this.#last = this.#last.then(() => this.#send(message))
  }

  async #send(message) {
    const { key, room, text, replyTo, files, controller: { signal } } = message
    if (signal.aborted) return
    try {
      for (const entry of files) {
        entry.hash ??= await upload({
          room, file: entry.file, blob: entry.blob, signal,
          progressed: (sent) => {
            entry.sent = sent
            this.#progressed(room)
          },
        })
      }
      const body = { files: files.map(({ file, about, hash }) => ({ ...file, ...about, hash })), text }
      signal.throwIfAborted()
      message.isSent = true
      await this.#finished(room, body, { replyTo, id: key })
      this.#messages.delete(key)
    } catch (error) {
      message.isSent = false
      if (signal.aborted) return
      // Whatever else was under way of this message, such as the other chunks, ends as well.
      message.controller.abort()
      message.failure = Failure.of(error)
    } finally {
      this.#guard()
      this.#tell(room)
    }
  }

  #item({ key, room, text, replyTo, files, time, failure }) {
    const size = files.reduce((sum, { file }) => sum + file.size, 0)
    const sent = files.reduce((sum, entry) => sum + entry.sent, 0)
    return {
      key, id: key, seq: null, type: "message", kind: "file", room, sender: this.#username, mine: true, time, text, replyTo,
      files: files.map(({ file, about }) => ({ ...file, ...about })), mentions: [], reactions: [],
      forwarded: false, edited: false, deleted: false, isChanging: false,
      status: failure ? "failed" : "uploading", reason: failure?.code ?? null, until: failure?.until ?? null, progress: size ? sent / size : 0,
    }
  }

  #progressed(room) {
    if (this.#timers.has(room)) return
    this.#timers.set(room, setTimeout(() => this.#tell(room), PAUSE))
  }

  #tell(room) {
    clearTimeout(this.#timers.get(room))
    this.#timers.delete(room)
    this.dispatchEvent(new CustomEvent("progress", { detail: { room } }))
  }

  /** Leaving the page would lose what is under way: the browser asks. */
  #guard() {
    const isBusy = [...this.#messages.values()].some(({ failure }) => !failure)
    if (isBusy) globalThis.addEventListener("beforeunload", this.#warn)
    else globalThis.removeEventListener?.("beforeunload", this.#warn)
  }
}
