import { Failure } from "../net/failure.js"
import { accepted, isAccepted, joined, kept, marked, met, pinOf, sameKeys, written } from "./contact.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/**
 * People in the account data, and where that becomes too large: those who were compared first, then the ones known for longest, so that
 * nobody is pushed out by a crowd of strangers. The others stay pinned in this browser.
 */
const MAX_WRITTEN = 150
const MAX_BRIEF = 40

/**
 * The people whose keys this browser has pinned, and what the person here decides about them. What may become a pin is for the
 * Directory to say.
 * Event: "change" {username}, whenever something about a person has changed here, in another tab or in another browser.
 */
export class Contacts extends EventTarget {
  #own
  #kept = new Map()
  #fingerprints = new Map()
  #channel = new BroadcastChannel("securechat-contacts")

  /** @param own the account's own bundle, read */
  constructor(own) {
    super()
    this.#own = own
    this.#channel.addEventListener("message", ({ data }) => this.#reread(data))
  }

  /** Take up what earlier visits have pinned. */
  async recall() {
    for (const [username, value] of await storage.entries("contacts")) {
      this.#kept.set(username, value.keys ? value : await this.#fromFirstVersion(username, value))
    }
    await this.fingerprint(keysOf(this.#own))
  }

  /** Tell other tabs nothing more. */
  close() {
    this.#channel.close()
    this.#channel = null
  }

  /** The contact (contact.js) of a person, or undefined. */
  get(username) {
    return this.#kept.get(username)
  }

  /** What is known of a person: {username, isSelf, fingerprint, since, verified, changed: {fingerprint, since, kept, isReset} or null}. */
  person(username) {
    const isSelf = username === this.#own.username
    const contact = isSelf ? undefined : this.get(username)
    const { since = null, verified = false, changed = null } = contact ?? {}
    const own = () => this.#fingerprints.get(nameOf(keysOf(this.#own))) ?? null
    const fingerprint = contact ? pinOf(contact).fingerprint : isSelf ? own() : null
    return { username, isSelf, fingerprint, since, verified, changed }
  }

  /** The safety number with a person: of the pinned keys, or of the others that were shown. */
  async safetyNumber(username, which = "pinned") {
    const contact = this.get(username)
    const keys = which === "changed" ? contact?.changed : contact && pinOf(contact)
    if (!keys) throw new Failure("no-bundle", { username })
    return crypto.safetyNumber({
      one: { username: this.#own.username, ...keysOf(this.#own) },
      other: { username, enc: keys.enc, sig: keys.sig },
    })
  }

  /** Mark the pinned keys as compared, or take the mark away, if they are still the ones of this fingerprint. */
  setVerified(username, verified, fingerprint) {
    return this.#decide(username, (contact) => {
      return pinOf(contact).fingerprint === fingerprint ? marked(contact, verified, Date.now()) : undefined
    })
  }

  /** Take the other keys that were shown of a person, whose bundle this is, if they are still the same. */
  accept(username, keys, bundle) {
    return this.#decide(username, (contact) => {
      const isSame = contact.changed && sameKeys(contact.changed, keys)
      return isSame ? accepted(contact, bundle, Date.now()) : undefined
    })
  }

  /** Stay with the pinned keys, if the others that were shown are still the ones of this fingerprint. */
  keep(username, fingerprint) {
    return this.#decide(username, (contact) => {
      return contact.changed?.fingerprint === fingerprint ? kept(contact, Date.now()) : undefined
    })
  }

  /** Whether a person's keys of this fingerprint are or were accepted here; our own are. */
  accepts(username, fingerprint) {
    const contact = this.get(username)
    return username === this.#own.username || Boolean(contact && isAccepted(contact, fingerprint))
  }

  /** The fingerprint of a pair of keys, given by their thumbprints. */
  async fingerprint({ enc, sig }) {
    const name = nameOf({ enc, sig })
    if (!this.#fingerprints.has(name)) this.#fingerprints.set(name, await crypto.fingerprint({ enc, sig }))
    return this.#fingerprints.get(name)
  }

  /** Change what is kept of a person in one step, whatever other tabs do; `decide` gives undefined to leave it. */
  async change(username, decide) {
    const before = JSON.stringify(this.get(username))
    const contact = await storage.update("contacts", username, (there) => decide(there?.keys ? there : this.get(username)))
    if (!contact?.keys || JSON.stringify(contact) === before) return
    this.#kept.set(username, contact)
    this.#channel?.postMessage(username)
    this.#tell(username)
  }

  /** What of this goes into the account data (PROTOCOL 12), or the most important of it. */
  value(isBrief = false) {
    const people = [...this.#kept]
      .sort(([name, one], [otherName, other]) => {
        return other.verified - one.verified || one.since - other.since || (name < otherName ? -1 : 1)
      })
      .slice(0, isBrief ? MAX_BRIEF : MAX_WRITTEN)
    return Object.fromEntries(people.map(([username, contact]) => [username, written(contact)]))
  }

  /** Join what the account data says. */
  async join(theirs) {
    for (const [username, { enc, sig, ...rest }] of Object.entries(theirs)) {
      if (username === this.#own.username) continue
      const keys = { enc, sig, fingerprint: await this.fingerprint({ enc, sig }) }
      await this.change(username, (contact) => joined(contact, { ...keys, ...rest }))
    }
  }

  #decide(username, decision) {
    return this.change(username, (contact) => contact && decision(contact))
  }

  async #reread(username) {
    const contact = await storage.get("contacts", username)
    if (!contact?.keys) return
    this.#kept.set(username, contact)
    this.#tell(username)
  }

  /** Version 1.0 kept {bundle, since}. */
  async #fromFirstVersion(username, { bundle, since }) {
    const keys = keysOf(await crypto.readBundle(bundle, username))
    return met([{ ...keys, fingerprint: await this.fingerprint(keys), bundle }], since)
  }

  #tell(username) {
    this.dispatchEvent(new CustomEvent("change", { detail: { username } }))
  }
}

/** The thumbprints of a bundle. */
export const keysOf = ({ encThumbprint, sigThumbprint }) => ({ enc: encThumbprint, sig: sigThumbprint })

const nameOf = ({ enc, sig }) => `${enc} ${sig}`
