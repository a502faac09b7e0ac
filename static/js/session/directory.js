import * as api from "../net/api.js"
import { Failure, isPassing } from "../net/failure.js"
import * as contacts from "./contact.js"
import { keysOf } from "./contacts.js"
import { crypto } from "./crypto.js"

/** Refusals that say of a person only that their keys are not to be had now. */
const AWAY = new Set(["keys-offline", "unknown-user"])

/**
 * Whose key is whose (PROTOCOL 18). The first keys met of a person become their pin; later ones only where the pinned ones vouch for
 * them, or the person here decides so. No key is pinned that the key log does not have.
 */
export class Directory {
  #own
  #earlier
  #keyLog
  #contacts
  #bundles = new Map()

  /** @param own the account's own bundle, read  @param keyLog the KeyLog  @param contacts the Contacts  @param earlier those before it, read */
  constructor(own, keyLog, contacts, earlier = []) {
    this.#own = own
    this.#earlier = earlier
    this.#keyLog = keyLog
    this.#contacts = contacts
  }

  /** Take the other keys that were shown of a person. Rejects with Failure `keys-offline`, or a reason of the key log. */
  async accept(username, fingerprint) {
    const changed = this.#contacts.get(username)?.changed
    if (changed?.fingerprint !== fingerprint) return
    const text = changed.bundle ?? await this.#bundleOf(username, changed)
    if (!text) throw new Failure("keys-offline", { username })
    await this.#prove(await this.#read(text, username))
    await this.#contacts.accept(username, changed, text)
  }

  /** Who of these members keeps everything from being sent, and why: {reason, username}, or null. */
  blockedBy(members) {
    for (const member of members) {
      const reason = this.#blocks(member)
      if (reason) return { reason, username: member.username }
    }
    return null
  }

  /** Which of these members a roster names by keys that were given up here for others: they cannot read what is sent there. */
  lostAmong(members) {
    return members.filter((member) => this.#blocks(member) === "lost-key").map(({ username }) => username)
  }

  /** Somebody is said to have other keys by now: hold what the server has of them against the pin. */
  async look(username) {
    if (!this.#contacts.get(username)) return
    const texts = await this.#asked(username)
    if (texts.length) await this.#show(username, texts)
  }

  /** The key log has new entries, {bundle, username}: look at the keys of people we know that are others than the ones we know. */
  async follow(entries) {
    const isNews = await Promise.all(entries.map(async ({ bundle, username }) => {
      const contact = this.#contacts.get(username)
      if (!contact) return false
      const texts = [...contact.keys, contact.changed].map((keys) => keys?.bundle).filter(Boolean)
      const known = await Promise.all(texts.map((text) => this.#read(text, username)))
      return !known.some(({ hash }) => hash === bundle)
    }))
    const names = entries.filter((_, place) => isNews[place]).map(({ username }) => username)
    for (const username of new Set(names)) await this.look(username)
  }

  /** Give the pinned bundle of a person, or undefined when we have met none. */
  async known(username) {
    if (username === this.#own.username) return this.#own
    const [text] = this.#pinned(username)
    return text && this.#read(text, username)
  }

  /**
   * Ask the server for a person's bundle, which has to be the pinned one.
   * Rejects with Failure `unknown-user`, `keys-offline`, `key-changed`, `stale-bundle`, or a reason of the key log.
   */
  async find(username) {
    if (username === this.#own.username) return this.#own
    const texts = row(await api.bundle(username))
    const newest = await this.#read(texts.at(-1), username)
    await this.#show(username, texts)
    const contact = this.#contacts.get(username)
    const isStale = contacts.isEarlier(contact, keysOf(newest)) && !contacts.isLeft(contact, keysOf(newest))
    if (isStale) throw new Failure("stale-bundle", { username })
    if (!contacts.isPin(contact, keysOf(newest)) || contacts.isUndecided(contact)) throw new Failure("key-changed", { username })
    return newest
  }

  /**
   * Meet a person by an invitation: the server has to show the keys of its fingerprint, or ones that those vouch for. Of somebody
   * new nothing is pinned before that is known. Gives whether the pin is the very pair of keys that the invitation names.
   * Rejects with Failure `wrong-invitation`, `unknown-user`, `keys-offline`, or a reason of the key log.
   */
  async invited(username, fingerprint) {
    if (!this.#contacts.get(username)) await this.#meetInvited(username, fingerprint)
    const contact = this.#contacts.get(username)
    const isAccepted = contact.keys.some((keys) => keys.fingerprint === fingerprint && !keys.left)
    if (!isAccepted) throw new Failure("wrong-invitation", { username })
    return contacts.pinOf(contact).fingerprint === fingerprint
  }

  /** Give {username: bundle texts} of those of these people who have a pin: what is sealed is sealed to these. */
  async texts(usernames) {
    return byName([...usernames].map((username) => [username, this.#pinned(username)]))
  }

  /** Give {username: bundle texts} to verify with: accepted, offered, and where there are neither, the server's. Nothing is pinned. */
  async shown(usernames, offered = {}) {
    return byName(await Promise.all(usernames.map(async (username) => {
      // What we signed is for nobody else to say.
      if (username === this.#own.username) return [username, this.#accepted(username)]
      const known = [...this.#accepted(username), ...listed(offered, username)]
      return [username, known.length ? known : await this.#asked(username)]
    })))
  }

  /** The same with what the server has now: somebody may have renewed their keys. */
  async shownAnew(usernames, texts) {
    return byName(await Promise.all(usernames.map(async (username) => {
      if (username === this.#own.username) return [username, this.#accepted(username)]
      return [username, [...listed(texts, username), ...await this.#asked(username)]]
    })))
  }

  /**
   * Hold the keys that a roster names against the ones we know, and pin those that it vouches for.
   * @param {{username: string, enc: string, sig: string}[]} members
   * @returns the usernames of those who could not be met: the server has other keys of them than the roster names
   * @throws Failure `wrong-thumbprint` where our own keys are named wrongly
   */
  async agree(members, offered = {}) {
    const strangers = []
    for (const member of members) {
      const { username } = member
      if (username !== this.#own.username) {
        if (!await this.#meet(member, listed(offered, username))) strangers.push(username)
      } else if (!this.#row.some((bundle) => contacts.sameKeys(member, keysOf(bundle)))) {
        throw new Failure("wrong-thumbprint", { username })
      }
    }
    return strangers
  }

  /** Whether a roster names us, {enc, sig}, by the keys that we use: renewed ones have to be entered first. */
  isInUse(member) {
    return contacts.sameKeys(member, keysOf(this.#own))
  }

  /** Our own bundles, oldest first. */
  get #row() {
    return [...this.#earlier, this.#own]
  }

  /** Pin the keys of people who are no members any more, where nothing is known of them. */
  async agreeOnPast(members, offered = {}) {
    const unknown = ({ username }) => username !== this.#own.username && !this.#contacts.get(username)
    for (const member of members) if (unknown(member)) await this.#meet(member, listed(offered, member.username))
  }

  #blocks(member) {
    if (member.username === this.#own.username) return this.isInUse(member) ? null : "superseded-key"
    const contact = this.#contacts.get(member.username)
    if (!contact) return null
    if (contacts.isUndecided(contact)) return "key-changed"
    if (contacts.isPin(contact, member)) return null
    if (contacts.isLeft(contact, member)) return "lost-key"
    return contacts.isEarlier(contact, member) ? "superseded-key" : "key-changed"
  }

  #pinned(username) {
    if (username === this.#own.username) return this.#row.map(({ text }) => text)
    const contact = this.#contacts.get(username)
    return contact ? [contacts.pinOf(contact).bundle].filter(Boolean) : []
  }

  #accepted(username) {
    if (username === this.#own.username) return this.#row.map(({ text }) => text)
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

  /** A roster names these keys; `offered` are the bundles that came along, oldest first. Gives false where they are others'. */
  async #meet(member, offered) {
    const { username } = member
    const contact = this.#contacts.get(username)
    if (contact && contacts.isPin(contact, member) && contacts.pinOf(contact).bundle) {
      // The server may know of newer ones. What the key log does not have is an alarm there, and says nothing against this room.
      const isNew = offered.length && offered.at(-1) !== contacts.pinOf(contact).bundle
      if (isNew) await this.#show(username, offered).catch(unlessRefused)
      await this.#contacts.change(username, (there) => there && contacts.askedOfTold(there))
      return true
    }
    const texts = offered.length ? offered : await this.#asked(username)
    if (contact && contacts.isEarlier(contact, member)) {
      if (texts.length) await this.#show(username, texts)
      return true
    }
    const bundles = await Promise.all(texts.map((text) => this.#read(text, username)))
    const place = bundles.findLastIndex((bundle) => contacts.sameKeys(keysOf(bundle), member))
    // Whoever's keys are away, or others than the roster names, cannot be met now: nothing is sealed to them until they are.
    if (!contact && place < 0) return !texts.length
    // First what the roster vouches for, then what the server says besides.
    if (place >= 0) await this.#show(username, texts.slice(0, place + 1))
    if (texts.length && place < texts.length - 1) await this.#show(username, texts)
    const now = this.#contacts.get(username)
    if (contacts.isPin(now, member) || contacts.isEarlier(now, member)) return true
    const { enc, sig } = member
    const keys = { enc, sig, fingerprint: await this.#contacts.fingerprint(member), bundle: texts[place] ?? null }
    keys.isReset = bundles[place]?.reset ?? false
    await this.#contacts.change(username, (there) => contacts.questioned(there, keys, Date.now(), { isNamed: true }))
    return true
  }

  async #meetInvited(username, fingerprint) {
    const texts = row(await api.bundle(username))
    const bundles = await Promise.all(texts.map((text) => this.#read(text, username)))
    const fingerprints = await Promise.all(bundles.map((bundle) => this.#contacts.fingerprint(keysOf(bundle))))
    const believed = texts.slice(fingerprints.indexOf(fingerprint))
    const isIt = fingerprints.includes(fingerprint) && await isRow(username, believed)
    if (!isIt) throw new Failure("wrong-invitation", { username })
    await this.#show(username, believed)
  }

  /** Bundles of a person were shown, oldest first: the newest is said to be theirs now. */
  async #show(username, texts) {
    const bundles = await Promise.all(texts.map((text) => this.#read(text, username)))
    const keys = await Promise.all(bundles.map(async (bundle) => {
      return { ...keysOf(bundle), fingerprint: await this.#contacts.fingerprint(keysOf(bundle)), bundle: bundle.text }
    }))
    const newest = keys.at(-1)
    const contact = this.#contacts.get(username)
    if (!contact) return this.#showFirst(username, bundles, keys)
    if (contacts.isEarlier(contact, newest)) {
      // Given up for the others, by whoever is asked now whether that was right.
      if (!contacts.isLeft(contact, newest)) return
      return this.#contacts.change(username, (there) => contacts.questioned(there, newest, Date.now()))
    }
    if (contacts.isPin(contact, newest)) return this.#complete(username, bundles, keys)
    const pin = contacts.pinOf(contact)
    const place = keys.findLastIndex((one) => contacts.sameKeys(one, pin))
    const start = pin.bundle ?? texts[place]
    const later = bundles.slice(place + 1)
    if (start && await isRow(username, [start, ...later.map(({ text }) => text)])) {
      for (const bundle of later) await this.#prove(bundle)
      await this.#contacts.change(username, (there) => {
        return contacts.isPin(there, pin) ? contacts.renewed(there, keys.slice(place + 1)) : undefined
      })
    } else {
      await this.#prove(bundles.at(-1))
      const shown = { ...newest, isReset: bundles.at(-1).reset }
      await this.#contacts.change(username, (there) => contacts.questioned(there, shown, Date.now()))
    }
  }

  async #showFirst(username, bundles, keys) {
    const known = await this.#vouched(username, bundles, keys)
    await this.#contacts.change(username, (there) => there ?? contacts.met(known, Date.now()))
    // Another tab may have met other keys under this name a moment ago: the first ones count.
    const texts = bundles.map(({ text }) => text)
    if (!contacts.isPin(this.#contacts.get(username), keys.at(-1))) await this.#show(username, texts)
  }

  /** The pin was shown: it may bring its bundle, and the ones that it renewed. */
  async #complete(username, bundles, keys) {
    const contact = this.#contacts.get(username)
    const isComplete = keys.every((one) => contact.keys.some((known) => contacts.sameKeys(known, one) && known.bundle))
    if (isComplete) return
    const known = await this.#vouched(username, bundles, keys)
    await this.#contacts.change(username, (there) => {
      return contacts.isPin(there, keys.at(-1)) ? contacts.completed(there, known) : undefined
    })
  }

  /** Of keys that were shown the ones to be believed with the newest: all, where each renewed the one before; each proven. */
  async #vouched(username, bundles, keys) {
    const isVouched = await isRow(username, bundles.map(({ text }) => text))
    for (const bundle of isVouched ? bundles : bundles.slice(-1)) await this.#prove(bundle)
    return isVouched ? keys : keys.slice(-1)
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
}

const row = ({ bundle, earlier = [] }) => [...earlier, bundle]
const listed = (offered, username) => Object.hasOwn(offered, username) ? [offered[username]].flat() : []

/** Any name may be a username, also the ones that plain objects have a meaning of their own for. */
const byName = (pairs) => {
  return Object.fromEntries(pairs.filter(([, all]) => all.length).map(([name, all]) => [name, [...new Set(all)]]))
}

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
