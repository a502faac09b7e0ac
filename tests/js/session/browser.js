// A browser as the session layer knows it, in Node: IndexedDB, locks, a worker, and a relay for a server.
import "../setup.js"
import { createRequire, register } from "node:module"
import * as scheme from "../../../static/js/crypto/scheme.js"

const require = createRequire(new URL("../../../static/package.json", import.meta.url))
require("fake-indexeddb/auto")
register("./hooks.js", import.meta.url)

/** Runs the scheme where it is called, with what passes copied as a worker copies it. */
class InProcessWorker extends EventTarget {
  async postMessage({ call, name, args }) {
    const data = { call }
    try {
      data.value = structuredClone(await scheme[name](...structuredClone(args)))
    } catch ({ reason = null, message, entry }) {
      data.error = { reason, message, entry }
    }
    this.dispatchEvent(Object.assign(new Event("message"), { data }))
  }
}

/** How many of the following there were. */
export const porters = { begun: 0, ended: 0 }

/** Brings and fetches what is large, as porter_worker.js does. */
class InProcessPorter extends EventTarget {
  #aborted = new Set()

  constructor() {
    super()
    porters.begun++
  }

  async postMessage({ call, path, options, abort }) {
    if (abort) return this.#aborted.add(call)
    const data = { call }
    try {
      const answer = await globalThis.relay.fetch(path, structuredClone(options))
      if (this.#aborted.has(call)) return
      data.status = answer.status
      const text = async () => new TextEncoder().encode(JSON.stringify(await answer.json()))
      data.bytes = await (answer.arrayBuffer?.() ?? text())
    } catch {
      // There was no answer.
    }
    this.dispatchEvent(Object.assign(new Event("message"), { data }))
  }

  terminate() {
    porters.ended++
  }
}

const newWorker = function Worker(url) {
  return String(url).endsWith("/porter_worker.js") ? new InProcessPorter() : new InProcessWorker()
}

/** Web Locks: one holder a name, in order. */
class Locks {
  #last = new Map()

  request(name, work) {
    const done = (this.#last.get(name) ?? Promise.resolve()).then(() => work({ name }))
    this.#last.set(name, done.catch(() => {}))
    return done
  }
}

class Shelf {
  #kept = new Map()

  getItem(key) {
    return this.#kept.get(key) ?? null
  }

  setItem(key, text) {
    this.#kept.set(key, text)
  }

  removeItem(key) {
    this.#kept.delete(key)
  }

  clear() {
    this.#kept.clear()
  }
}

// A channel between tabs must not keep the tests' process alive.
const { BroadcastChannel } = globalThis
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name) {
    super(name)
    this.unref()
  }
}

Object.defineProperty(globalThis, "navigator", { value: { locks: new Locks() }, configurable: true })
Object.assign(globalThis, {
  dispatchEvent: () => true,
  Worker: newWorker,
  trustedTypes: { createPolicy: () => ({ createScriptURL: (url) => url }) },
  location: new URL("https://chat.example/chat"),
  localStorage: new Shelf(),
  sessionStorage: new Shelf(),
  caches: { keys: async () => [], delete: async () => true },
  addEventListener: () => {},
  fetch: (path, options) => globalThis.relay.fetch(path, options),
})
