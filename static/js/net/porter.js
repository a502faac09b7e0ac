import { scriptUrl } from "../lib/trusted.js"

/** Requests of one worker, before another one takes its place. */
const MOST = 8

/**
 * Requests whose bodies are large, as `fetch` does them, from a worker that is replaced every few requests: browsers keep the body of a request
 * until some later collection, and do not count it when they decide whether one is due, so that a page which has sent a file of 100 MB is 100 MB
 * larger. The memory of a worker goes with it.
 */
class Porter {
  #worker = null
  #calls = 0

  /** Like fetch; the answer is {ok, status, json, arrayBuffer}. Rejects with TypeError when there was no whole answer. */
  fetch(path, { signal, ...options }) {
    signal.throwIfAborted()
    if (!this.#worker || this.#worker.begun === MOST) this.#worker = new Carrier()
    const call = ++this.#calls
    const carrier = this.#worker
    const end = () => carrier.abort(call)
    signal.addEventListener("abort", end)
    return carrier.ask(call, path, options).finally(() => {
      signal.removeEventListener("abort", end)
      if (carrier.begun === MOST && !carrier.busy) carrier.close()
    })
  }
}

/** One worker (porter_worker.js). */
class Carrier {
  begun = 0
  #waiting = new Map()
  #worker = new Worker(scriptUrl(new URL("../net/porter_worker.js", import.meta.url)))

  constructor() {
    this.#worker.addEventListener("message", ({ data: { call, ...answer } }) => this.#settle(call, answer))
    // It could not be loaded, for example: there is no connection.
    this.#worker.addEventListener("error", () => this.#fail())
  }

  get busy() {
    return this.#waiting.size > 0
  }

  ask(call, path, options) {
    this.begun++
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject })
      this.#worker.postMessage({ call, path, options })
    })
  }

  abort(call) {
    this.#worker.postMessage({ call, abort: true })
  }

  close() {
    this.#worker.terminate()
  }

  #settle(call, { status, bytes }) {
    const { resolve, reject } = this.#waiting.get(call)
    this.#waiting.delete(call)
    if (!status) reject(new TypeError("no answer"))
    else {
      const json = async () => JSON.parse(new TextDecoder().decode(bytes))
      resolve({ ok: status >= 200 && status < 300, status, json, arrayBuffer: async () => bytes })
    }
  }

  #fail() {
    this.begun = MOST
    for (const call of [...this.#waiting.keys()]) this.#settle(call, {})
  }
}

export const porter = new Porter()
