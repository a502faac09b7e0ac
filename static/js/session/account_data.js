import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** How long changes gather before they are written, in milliseconds. */
const DELAY = 1500

/** The longest pause between tries, in milliseconds: each that fails doubles it. */
const LONGEST_DELAY = 300_000

/** After these what is not written rests in this browser. */
const PASSING = new Set(["offline", "not-logged-in", "ended"])

/**
 * The account data (PROTOCOL 12): what follows a person from browser to browser, sealed to themselves.
 * It is made of parts, `{read, contacts, log, chats, notes, privacy}`: each has `value(isBrief)` for what is to be written, or the most important of
 * it where all would be too large; `join(theirs)` for what another browser wrote; and tells by the event "change" that there may be something
 * to write.
 * Events: "alarm" when the server shows older account data than this browser has seen; "known" when what there is has been read.
 */
export class AccountData extends EventTarget {
  #login
  #own
  #parts
  #rev = 0
  #written = null
  #timer = null
  #delay = DELAY
  #isBrief = false
  #isStale = false
  #isOver = false
  #pending = Promise.resolve()

  /** @param own the account's own bundle, read */
  constructor(login, own, parts) {
    super()
    this.#login = login
    this.#own = own
    this.#parts = parts
    for (const part of Object.values(parts)) part.addEventListener("change", () => this.#schedule())
  }

  /** Whether the server shows older account data than this browser has seen. */
  get isStale() {
    return this.#isStale
  }

  /**
   * Fetch the newest account data and join it with ours.
   * @param rev the revision that there is, where that was said
   */
  async load(rev = Infinity) {
    if (rev <= this.#rev) return
    const seen = await this.#seen()
    await this.#merge(await api.readState(), seen)
    this.#schedule()
  }

  /** Write nothing more. */
  close() {
    this.#isOver = true
    clearTimeout(this.#timer)
  }

  /** The newest revision that this browser has seen. */
  async #seen() {
    const { rev = 0 } = await storage.get("state", "current") ?? {}
    return Math.max(rev, this.#rev)
  }

  /** @param seen the newest revision when this was asked for: what we write while the answer is on its way does not make it old */
  #merge({ blob, rev }, seen) {
    return this.#pending = this.#pending.then(async () => {
      const { keys, username } = this.#login
      this.#isStale = rev < seen
      // Nothing is written either: what is behind it would be lost for good.
      if (this.#isStale) return void this.dispatchEvent(new Event("alarm"))
      if (blob === null || rev <= this.#rev) return void this.dispatchEvent(new Event("known"))
      const theirs = await crypto.readState({ text: blob, keys, sigPublic: this.#own.sig, owner: username, rev })
      await this.#see(rev)
      this.#rev = rev
      this.#written = textOf(theirs)
      await this.#join(theirs)
      this.dispatchEvent(new Event("known"))
    }).catch((error) => console.warn("account data refused:", error.reason ?? error.message))
  }

  /** Another tab may have seen more. */
  #see(rev) {
    return storage.update("state", "current", (there) => rev > (there?.rev ?? 0) ? { rev } : undefined)
  }

  async #join(theirs) {
    for (const [name, part] of Object.entries(this.#parts)) {
      // One part that cannot be joined, as a key log that contradicts ours, says so itself and keeps nothing from the others.
      await Promise.resolve(part.join(theirs[name])).catch(() => {})
    }
  }

  #value() {
    return Object.fromEntries(Object.entries(this.#parts).map(([name, part]) => [name, part.value(this.#isBrief)]))
  }

  async #write() {
    this.#timer = null
    if (this.#isStale) return
    const value = this.#value()
    const text = textOf(value)
    if (text === this.#written || (this.#written === null && text === textOf(NOTHING))) return
    const { keys, username } = this.#login
    const rev = this.#rev + 1
    const seen = await this.#seen()
    try {
      const blob = await crypto.makeState({
        keys, owner: username, ...value, rev, time: Date.now(), encPublic: this.#own.enc,
      })
      await api.writeState({ blob, rev })
      this.#rev = Math.max(rev, this.#rev)
      this.#written = text
      this.#delay = DELAY
      await this.#see(rev)
      // What changed meanwhile.
      this.#schedule()
    } catch (error) {
      // Without a connection it waits for `load`, which follows every connection.
      if (PASSING.has(error.code)) return
      const before = this.#rev
      this.#isBrief ||= error.reason === "too-large"
      if (error.code === "stale-state") await this.#merge(error.details, seen)
      if (this.#rev === before) this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY)
      this.#schedule()
    }
  }

  #schedule() {
    if (this.#timer !== null || this.#isOver || this.#isStale || textOf(this.#value()) === this.#written) return
    this.#timer = setTimeout(() => this.#write(), this.#delay)
  }
}

const NOTHING = { read: {}, contacts: {}, log: null, chats: {}, notes: null, privacy: null }

/** The same for the same data, whatever order it was made in. */
function textOf(value) {
  return JSON.stringify(Object.entries(NOTHING).map(([name, nothing]) => value[name] ?? nothing), (_, member) => {
    const isObject = member && typeof member === "object" && !Array.isArray(member)
    return isObject ? Object.fromEntries(Object.entries(member).sort()) : member
  })
}
