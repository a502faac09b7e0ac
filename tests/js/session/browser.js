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
  clear() {}
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
  Worker: InProcessWorker,
  trustedTypes: { createPolicy: () => ({ createScriptURL: (url) => url }) },
  location: new URL("https://chat.example/chat"),
  localStorage: new Shelf(),
  sessionStorage: new Shelf(),
  caches: { keys: async () => [], delete: async () => true },
  addEventListener: () => {},
  fetch: (path, options) => globalThis.relay.fetch(path, options),
})
