import * as api from "../net/api.js"
import { Failure, isPassing } from "../net/failure.js"
import * as contacts from "./contact.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Refusals that say of a person only that their keys are not to be had now. */
const AWAY = new Set(["keys-offline", "unknown-user"])

/**
 * People in the account data, and where that becomes too large: those whose number was compared first, then the ones decided on last.
 * The others stay pinned in this browser.
 */
const MAX_WRITTEN = 150
const MAX_BRIEF = 40

/**
 * Whose key is whose (PROTOCOL 18). The first keys met of a person are pinned in this browser; later ones become the pin only where
 * the pinned ones vouch for them, or the person here decides so. No key is pinned that the key log does not have.
 * Event: "change" {username}, whenever something about a person has changed here, in another tab or in another browser.
 */
export class Directory extends EventTarget {
  #own
  #keyLog
  #contacts = new Map()
  #bundles = new Map()
  #fingerprints = new Map()
  #channel = new BroadcastChannel("securechat-contacts")

  /** @param own the account's own bundle, read  @param keyLog the KeyLog */
  constructor(own, keyLog) {
    super()
    this.#own = own
    this.#keyLog = keyLog
    this.#channel.addEventListener("message", ({ data }) => this.#reread(data))
  }

  /** Take up what earlier visits have pinned. */
  async recall() {
    for (const [username, contact] of await storage.entries("contacts")) {
      this.#contacts.set(username, contact.keys ? contact : await this.#fromFirstVersion(username, contact))
    }
    await this.fingerprint(keysOf(this.#own))
  }

  /** Tell other tabs nothing more. */
  close() {
    this.#channel.close()
    this.#channel = null
  }

  /** What is known of a person: {username, isSelf, fingerprint, since, verified, changed: {fingerprint, since, kept}, …}. */
  person(username) {
    if (username === this.#own.username) {
      const fingerprint = this.#fingerprints.get(nameOf(keysOf(this.#own))) ?? null
      return { username, isSelf: true, fingerprint, since: null, verified: false, changed: null }
    }
    const contact = this.#contacts.get(username)
    const { since = null, verified = false, changed = null } = contact ?? {}
    const fingerprint = contact ? contacts.pinOf(contact).fingerprint : null
    return { username, isSelf: false, fingerprint, since, verified, changed }
  }

  /** The safety number with a person: of the pinned keys, or of the others that were shown. */
  async safetyNumber(username, which = "pinned") {
    const contact = this.#contacts.get(username)
    const keys = which === "changed" ? contact?.changed : contact && contacts.pinOf(contact)
    if (!keys) throw new Failure("no-bundle", { username })
    return crypto.safetyNumber({
      one: { username: this.#own.username, ...keysOf(this.#own) },
      other: { username, enc: keys.enc, sig: keys.sig },
    })
  }

  setVerified(username, verified) {
    return this.#decide(username, (contact) => contacts.marked(contact, verified, Date.now()))
  }

  /** Take the other keys that were shown of a person. Rejects with Failure `keys-offline`, or a reason of the key log. */
  async accept(username) {
    const changed = this.#contacts.get(username)?.changed
    if (!changed) return
    const text = changed.bundle ?? await this.#bundleOf(username, changed)
    if (!text) throw new Failure("keys-offline", { username })
    await this.#prove(await this.#read(text, username))
    await this.#decide(username, (contact) => {
      const isSame = contact.changed && contacts.sameKeys(contact.changed, changed)
      return isSame ? contacts.accepted(contact, text, Date.now()) : undefined
    })
  }

  /** Stay with the pinned keys of a person. */
  keep(username) {
    return this.#decide(username, (contact) => contact.changed ? contacts.kept(contact, Date.now()) : undefined)
  }

  /** Who of these members keeps everything from being sent, and why: {reason, username}, or null. */
  blockedBy(members) {
    for (const member of members) {
      const reason = this.#blocks(member)
      if (reason) return { reason, username: member.username }
    }
    return null
  }

  /** Whether a person's keys of this fingerprint are accepted here; of whom nothing is known, nothing is doubted. */
  accepts(username, fingerprint) {
    const contact = this.#contacts.get(username)
    return !contact || contacts.isAccepted(contact, fingerprint)
  }

  /** The fingerprint of a pair of keys, given by their thumbprints. */
  async fingerprint({ enc, sig }) {
    const name = nameOf({ enc, sig })
    if (!this.#fingerprints.has(name)) this.#fingerprints.set(name, await crypto.fingerprint({ enc, sig }))
    return this.#fingerprints.get(name)
  }

  /** Give the pinned bundle of a person, or undefined when we have met none. */
  async known(username) {
    if (username === this.#own.username) return this.#own
    const contact = this.#contacts.get(username)
    const text = contact && contacts.pinOf(contact).bundle
    return text ? this.#read(text, username) : undefined
  }

  /**
   * Ask the server for a person's bundle, which has to be the pinned one.
   * Rejects with Failure `unknown-user`, `keys-offline`, `key-changed`, `stale-bundle`, or a reason of the key log.
   */
  async find(username) {
    const texts = row(await api.bundle(username))
    const newest = await this.#read(texts.at(-1), username)
    await this.#show(username, texts)
    const contact = this.#contacts.get(username)
    if (contacts.isEarlier(contact, keysOf(newest))) throw new Failure("stale-bundle", { username })
    if (!contacts.isPin(contact, keysOf(newest)) || contacts.isUndecided(contact)) throw new Failure("key-changed", { username })
    return newest
  }

  /** Give {username: bundle texts} of those of these people whose keys are accepted here. */
  async texts(usernames) {
    const texts = {}
    for (const username of usernames) {
      const known = this.#accepted(username)
      if (known.length) texts[username] = known
    }
    return texts
  }

  /** Give {username: bundle texts} to verify with: accepted, offered, and where there are neither, the server's. Nothing is pinned. */
  async shown(usernames, offered = {}) {
    const texts = {}
    await Promise.all(usernames.map(async (username) => {
      const known = [...this.#accepted(username), ...listed(offered, username)]
      const all = known.length ? known : await this.#asked(username)
      if (all.length) texts[username] = [...new Set(all)]
    }))
    return texts
  }

  /** The same with what the server has now: somebody may have renewed their keys. */
  async shownAnew(usernames, texts) {
    const anew = {}
    await Promise.all(usernames.map(async (username) => {
      anew[username] = [...new Set([...texts[username] ?? [], ...await this.#asked(username)])]
    }))
    return anew
  }

  /**
   * Hold the keys that a roster names against the ones we know, and pin those that it vouches for.
   * @param {{username: string, enc: string, sig: string}[]} members
   * @throws Failure `wrong-thumbprint` where our own keys are named wrongly, or the server's bundle is not the one vouched for
   */
  async agree(members, offered = {}) {
    for (const member of members) {
      if (member.username !== this.#own.username) await this.#meet(member, listed(offered, member.username))
      else if (!contacts.sameKeys(member, keysOf(this.#own))) throw new Failure("wrong-thumbprint", member)
    }
  }

  /** Pin the keys of people who are no members any more, where nothing is known of them. */
  async agreeOnPast(members, offered = {}) {
    const unknown = ({ username }) => username !== this.#own.username && !this.#contacts.has(username)
    for (const member of members) if (unknown(member)) await this.#meet(member, listed(offered, member.username))
  }

  /** What of this goes into the account data (PROTOCOL 12), or the most important of it. */
  value(isBrief = false) {
    const written = [...this.#contacts]
      .sort(([name, one], [otherName, other]) => {
        return other.verified - one.verified || other.time - one.time || (name < otherName ? -1 : 1)
      })
      .slice(0, isBrief ? MAX_BRIEF : MAX_WRITTEN)
      .map(([username, contact]) => {
        const { enc, sig } = contacts.pinOf(contact)
        return [username, { enc, sig, since: contact.since, time: contact.time, verified: contact.verified }]
      })
    return Object.fromEntries(written)
  }

  /** Join what the account data says; later decisions count. */
  async join(theirs) {
    for (const [username, { enc, sig, ...rest }] of Object.entries(theirs)) {
      if (username === this.#own.username) continue
      const keys = { enc, sig, fingerprint: await this.fingerprint({ enc, sig }) }
      await this.#change(username, (contact) => contacts.joined(contact, { ...keys, ...rest }))
    }
  }

  #blocks(member) {
    const contact = this.#contacts.get(member.username)
    if (!contact) return null
    if (contacts.isUndecided(contact)) return "key-changed"
    if (contacts.isPin(contact, member)) return null
    return contacts.isEarlier(contact, member) ? "superseded-key" : "key-changed"
  }

  #accepted(username) {
    if (username === this.#own.username) return [this.#own.text]
    return this.#contacts.get(username)?.keys.map(({ bundle }) => bundle).filter(Boolean) ?? []
  }

  async #asked(username) {
    try {
      return row(await api.bundle(username))
    } catch (error) {
      if (!AWAY.has(error.code)) throw error
      return []
    }
  }

  async #bundleOf(username, keys) {
    for (const text of await this.#asked(username)) {
      if (contacts.sameKeys(keysOf(await this.#read(text, username)), keys)) return text
    }
  }

  /** A roster names these keys; `offered` are the bundles that came along, oldest first. */
  async #meet(member, offered) {
    const { username } = member
    const contact = this.#contacts.get(username)
    if (contact && contacts.isPin(contact, member) && contacts.pinOf(contact).bundle) {
      // The server may know of newer ones. What the key log does not have is an alarm there, and says nothing against this room.
      const isNew = offered.length && offered.at(-1) !== contacts.pinOf(contact).bundle
      if (isNew) await this.#show(username, offered).catch(unlessRefused)
      return
    }
    const texts = offered.length ? offered : await this.#asked(username)
    const bundles = await Promise.all(texts.map((text) => this.#read(text, username)))
    const place = bundles.findLastIndex((bundle) => contacts.sameKeys(keysOf(bundle), member))
    // Whoever keeps their keys in a browser that is away cannot be met now.
    if (!contact && !texts.length) return
    if (!contact && place < 0) throw new Failure("wrong-thumbprint", { username })
    // First what the roster vouches for, then what the server says besides.
    if (place >= 0) await this.#show(username, texts.slice(0, place + 1))
    if (texts.length && place < texts.length - 1) await this.#show(username, texts)
    const now = this.#contacts.get(username)
    if (contacts.isPin(now, member) || contacts.isEarlier(now, member)) return
    const { enc, sig } = member
    const keys = { enc, sig, fingerprint: await this.fingerprint(member), bundle: texts[place] ?? null }
    await this.#change(username, (there) => contacts.questioned(there, keys, Date.now()))
  }

  /** Bundles of a person were shown, oldest first: the newest is said to be theirs now. */
  async #show(username, texts) {
    const bundles = await Promise.all(texts.map((text) => this.#read(text, username)))
    const keys = await Promise.all(bundles.map(async (bundle) => {
      return { ...keysOf(bundle), fingerprint: await this.fingerprint(keysOf(bundle)), bundle: bundle.text }
    }))
    const newest = bundles.at(-1)
    const contact = this.#contacts.get(username)
    if (!contact) {
      await this.#prove(newest)
      const vouched = await isRow(username, texts)
      await this.#change(username, (there) => there ?? contacts.met(vouched ? keys : keys.slice(-1), Date.now()))
      // Another tab may have met other keys under this name a moment ago: the first ones count.
      if (!contacts.isPin(this.#contacts.get(username), keys.at(-1))) await this.#show(username, texts)
      return
    }
    if (contacts.isEarlier(contact, keys.at(-1))) return
    if (contacts.isPin(contact, keys.at(-1))) return this.#complete(username, texts, keys)
    await this.#prove(newest)
    const pin = contacts.pinOf(contact)
    const place = keys.findLastIndex((one) => contacts.sameKeys(one, pin))
    const later = keys.slice(place + 1)
    if (pin.bundle && await isRow(username, [pin.bundle, ...texts.slice(place + 1)])) {
      await this.#change(username, (there) => {
        return contacts.isPin(there, pin) ? contacts.renewed(there, later, Date.now()) : undefined
      })
    } else {
      await this.#change(username, (there) => contacts.questioned(there, keys.at(-1), Date.now()))
    }
  }

  async #complete(username, texts, keys) {
    const contact = this.#contacts.get(username)
    const isComplete = keys.every((one) => contact.keys.some((known) => contacts.sameKeys(known, one) && known.bundle))
    if (isComplete) return
    if (!contacts.pinOf(contact).bundle) await this.#prove(await this.#read(texts.at(-1), username))
    const vouched = await isRow(username, texts)
    await this.#change(username, (there) => contacts.completed(there, vouched ? keys : keys.slice(-1)))
  }

  #prove({ hash, username }) {
    return this.#keyLog.prove(hash, username)
  }

  #read(text, username) {
    const name = `${username} ${text}`
    if (!this.#bundles.has(name)) {
      const reading = crypto.readBundle(text, username)
      this.#bundles.set(name, reading)
      reading.catch(() => this.#bundles.delete(name))
    }
    return this.#bundles.get(name)
  }

  #decide(username, decision) {
    return this.#change(username, (contact) => contact && decision(contact))
  }

  /** Change what is kept of a person in one step, whatever other tabs do; `decide` gives undefined to leave it. */
  async #change(username, decide) {
    const before = JSON.stringify(this.#contacts.get(username))
    const contact = await storage.update("contacts", username, (there) => {
      return decide(there?.keys ? there : this.#contacts.get(username))
    })
    if (!contact?.keys || JSON.stringify(contact) === before) return
    this.#contacts.set(username, contact)
    this.#channel?.postMessage(username)
    this.#tell(username)
  }

  async #reread(username) {
    const contact = await storage.get("contacts", username)
    if (!contact?.keys) return
    this.#contacts.set(username, contact)
    this.#tell(username)
  }

  /** Version 1.0 kept {bundle, since}. */
  async #fromFirstVersion(username, { bundle, since }) {
    const keys = keysOf(await this.#read(bundle, username))
    return contacts.met([{ ...keys, fingerprint: await this.fingerprint(keys), bundle }], since)
  }

  #tell(username) {
    this.dispatchEvent(new CustomEvent("change", { detail: { username } }))
  }
}

const keysOf = ({ encThumbprint, sigThumbprint }) => ({ enc: encThumbprint, sig: sigThumbprint })
const nameOf = ({ enc, sig }) => `${enc} ${sig}`
const row = ({ bundle, earlier = [] }) => [...earlier, bundle]
const listed = (offered, username) => Object.hasOwn(offered, username) ? [offered[username]].flat() : []

/** Let a refusal of something that nobody needs be none. */
function unlessRefused(error) {
  if (isPassing(error)) throw error
}

/** Whether each of these bundles renews the one before. */
async function isRow(username, texts) {
  try {
    await crypto.readRenewals({ username, texts })
    return true
  } catch (error) {
    if (!error.reason) throw error
    return false
  }
}
