// A browser as the session layer knows it, in Node: IndexedDB, locks, a worker, and a relay for a server.
import "../setup.js"
import { createRequire, register } from "node:module"
import { actors } from "../actors.js"
import * as scheme from "../../../static/js/crypto/scheme.js"

const require = createRequire(new URL("../../../static/package.json", import.meta.url))
require("fake-indexeddb/auto")
register("./hooks.js", import.meta.url)

/** What pages are at: how much of it runs, and how much was ever begun. */
const work = { running: 0, begun: 0 }

function begin(ending) {
  work.running++
  work.begun++
  return ending.finally(() => work.running--)
}

/** Count everything that does not end at once: a page's writes to its storage wait for both. */
function countWork() {
  const crypto = Object.getPrototypeOf(globalThis.crypto.subtle)
  for (const name of Object.getOwnPropertyNames(crypto)) {
    const { value } = Object.getOwnPropertyDescriptor(crypto, name)
    if (name === "constructor" || typeof value !== "function") continue
    crypto[name] = function counted(...args) {
      return begin(Reflect.apply(value, this, args))
    }
  }
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function counted(...args) {
    const made = Reflect.apply(transaction, this, args)
    const ending = new Promise((resolve) => {
      for (const end of ["abort", "complete"]) made.addEventListener(end, resolve)
    })
    begin(ending)
    return made
  }
}

countWork()

/** Turns of the event loop in which nothing runs and nothing is begun, before nothing more is to be expected. */
const QUIET_TURNS = 5

/**
 * Wait until pages that were closed have ended what they were at. A real one would be gone with it; here it would write into the storage
 * of the next one, sealed with a key that is no more.
 */
export async function idle() {
  for (let quiet = 0; quiet < QUIET_TURNS;) {
    const { begun } = work
    await new Promise((resolve) => setImmediate(resolve))
    quiet = work.running || work.begun !== begun ? 0 : quiet + 1
  }
}

/** Pairs that anybody can derive (tests/vectors/keys.json): a page that makes keys is given one after the other. */
const INSECURE_PAIRS = ["bob", "carol", "mallory"].map((name) => actors[name].privateJwks)
let given = 0

/**
 * Let what is slow on purpose be quick, and INSECURE: making RSA keys, and stretching passwords. That the scheme does both right is for the
 * tests of the scheme; what a page asks for says how many rounds it means all the same.
 */
function hurry() {
  const { subtle } = globalThis.crypto
  const { generateKey, deriveBits } = subtle
  subtle.generateKey = async (algorithm, extractable, usages) => {
    const { hash, modulusLength, name } = algorithm
    const use = { "RSA-OAEP": "enc", "RSA-PSS": "sig" }[name]
    if (!use || modulusLength !== 3072) return generateKey.call(subtle, algorithm, extractable, usages)
    const pair = INSECURE_PAIRS[given++ % (2 * INSECURE_PAIRS.length) >> 1]
    const kept = usages.filter((usage) => usage === "decrypt" || usage === "sign")
    return { privateKey: await subtle.importKey("jwk", pair[use], { hash, name }, extractable, kept) }
  }
  subtle.deriveBits = (algorithm, ...others) => {
    const quick = algorithm.name === "PBKDF2" ? { ...algorithm, iterations: 1 } : algorithm
    return deriveBits.call(subtle, quick, ...others)
  }
}

hurry()

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
