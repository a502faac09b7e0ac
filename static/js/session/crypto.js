import { scriptUrl } from "../lib/trusted.js"

/**
 * The scheme (crypto/scheme.js) as it runs in its worker: `crypto.makeMessage(…)` and the like, all asynchronous.
 * Rejects with an Error whose `reason` is a code of PROTOCOL 15, or null where the fault is ours.
 */
class CryptoWorker {
  #worker = new Worker(scriptUrl(new URL("../crypto/worker.js", import.meta.url)))
  #waiting = new Map()
  #calls = 0

  constructor() {
    this.#worker.addEventListener("message", ({ data }) => this.#settle(data))
    this.#worker.addEventListener("error", (event) => this.#fail(event.message))
  }

  call(name, args) {
    const call = ++this.#calls
    const { promise, resolve, reject } = deferred()
    this.#waiting.set(call, { resolve, reject })
    this.#worker.postMessage({ call, name, args }, chunksOf(args))
    return promise
  }

  #settle({ call, value, error }) {
    const waiting = this.#waiting.get(call)
    this.#waiting.delete(call)
    if (error) waiting?.reject(Object.assign(new Error(error.message), error))
    else waiting?.resolve(value)
  }

  #fail(message) {
    for (const { reject } of this.#waiting.values()) {
      reject(Object.assign(new Error(message), { reason: null }))
    }
    this.#waiting.clear()
  }
}

// A chunk that came is handed over: nobody reads it here.
function chunksOf([first]) {
  return first?.stored instanceof Uint8Array ? [first.stored.buffer] : []
}

function deferred() {
  let resolve, reject
  const promise = new Promise((yes, no) => ([resolve, reject] = [yes, no]))
  return { promise, resolve, reject }
}

let worker

/** Start the worker, which takes it a moment, before anything is wanted of it. */
export const startCrypto = () => (worker ??= new CryptoWorker())

export const crypto = new Proxy({}, {
  get: (_, name) => (...args) => startCrypto().call(name, args),
})
