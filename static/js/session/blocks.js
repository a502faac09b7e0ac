import { isErased } from "../crypto/chain.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Records of a block. Blocks begin at fixed places, so that every visit cuts alike. */
export const BLOCK = 200

/** Blocks that are kept of one room, the newest ones, and of all. */
const MAX_OF_ROOM = 100
const MAX = 1000

/** How long what was verified may wait for more before it is written, in milliseconds. */
const PAUSE = 2000

const numberOf = (seq) => Math.floor((seq - 1) / BLOCK)

/**
 * The history of one room as this browser has verified and opened it, sealed, so that the next visit neither fetches nor opens it again.
 * An entry is {head, record, opened}: of a message that was opened the record is what would stay of it if it was erased (PROTOCOL 10.1), with
 * what was in it beside that. So the chain is verified over entries as over what the server shows, and what is taken out of here is
 * explained, or not, as what the server took out.
 */
export class Blocks {
  #login
  #room
  /** number → (seq → entry): not on the disk yet. */
  #fresh = new Map()
  #timer = null
  #isFull = false
  #queue = Promise.resolve()

  constructor(login, room) {
    this.#login = login
    this.#room = room
  }

  /** The entries that end right in front of a record, oldest first; none where the one before it is not here. */
  async before(seq) {
    const number = numberOf(seq - 1)
    const found = await this.#read(number)
    for (const [place, entry] of this.#fresh.get(number) ?? []) found.set(place, entry)
    const run = []
    for (let place = seq - 1; found.has(place); place--) run.push(found.get(place))
    return run.reverse()
  }

  /** Keep entries that were verified. */
  add(entries) {
    for (const entry of entries) {
      const number = numberOf(entry.record.seq)
      if (!this.#fresh.has(number)) this.#fresh.set(number, new Map())
      this.#fresh.get(number).set(entry.record.seq, entry)
    }
    if (entries.length) this.#timer ??= setTimeout(() => this.save(), PAUSE)
  }

  /**
   * Let nothing be left of what was in these messages: [{seq, id, sender}], or [{seq}] for whatever is there. What a member deletes is looked
   * for under their own name: what somebody else wrote stays.
   */
  erase(gone) {
    return this.#locked(async () => {
      for (const [number, places] of grouped(gone)) {
        const kept = await this.#read(number)
        for (const found of [kept, this.#fresh.get(number)]) for (const place of places) await strip(found, place)
        if (kept.size) await this.#write(number, kept)
      }
    })
  }

  /** Forget the block that holds this record: it does not join what is known. */
  drop(seq) {
    this.#fresh.delete(numberOf(seq))
    return this.#locked(() => storage.remove("blocks", this.#key(numberOf(seq))))
  }

  /** Forget all of this room. */
  clear() {
    this.#fresh.clear()
    return this.#locked(() => storage.removeAll("blocks", `${this.#room} `))
  }

  /** Write what is not on the disk yet. */
  save() {
    clearTimeout(this.#timer)
    this.#timer = null
    return this.#locked(async () => {
      for (const number of [...this.#fresh.keys()]) {
        const fresh = [...this.#fresh.get(number).values()]
        this.#fresh.delete(number)
        const there = await this.#read(number)
        for (const entry of await closed(fresh)) there.set(entry.record.seq, entry)
        await this.#write(number, there)
        if (number >= MAX_OF_ROOM) await storage.remove("blocks", this.#key(number - MAX_OF_ROOM))
      }
    })
  }

  async #read(number) {
    const entries = await storage.getSealed(this.#login.localKey, "blocks", this.#key(number)).catch(() => {}) ?? []
    return new Map(entries.map((entry) => [entry.record.seq, entry]))
  }

  async #write(number, entries) {
    if (!this.#isFull && await storage.get("blocks", this.#key(number)) === undefined) {
      this.#isFull = await storage.count("blocks") >= MAX
    }
    if (this.#isFull) return
    const sorted = [...entries.values()].sort((one, other) => one.record.seq - other.record.seq)
    await storage.putSealed(this.#login.localKey, "blocks", this.#key(number), sorted)
  }

  /** One change after the other, whichever tab makes it. What cannot be kept is fetched again: nobody needs to know. */
  #locked(work) {
    this.#queue = this.#queue.then(() => navigator.locks.request(`securechat-blocks ${this.#room}`, work)).catch((error) => {
      if (error.name === "QuotaExceededError") this.#isFull = true
      this.#fresh.clear()
    })
    return this.#queue
  }

  #key(number) {
    return `${this.#room} ${number}`
  }
}

function grouped(places) {
  const found = new Map()
  for (const place of places) found.set(numberOf(place.seq), [...found.get(numberOf(place.seq)) ?? [], place])
  return found
}

/** Of an opened message what would be left if it was erased; anything else stays as the server showed it. */
async function closed(entries) {
  const whole = entries.filter(({ record, opened, isGone }) => (opened || isGone) && !isErased(record))
  const hashes = await crypto.recordHashes(whole.map(({ record }) => record))
  const records = new Map(whole.map(({ record }, place) => [record.seq, withoutData(record, hashes[place])]))
  return entries.map(({ head, record, opened = null }) => ({ head, record: records.get(record.seq) ?? record, opened }))
}

async function strip(found, { seq, id, sender }) {
  const entry = found?.get(seq)
  if (entry?.record.kind !== "message") return
  if (id !== undefined && (entry.record.id !== id || entry.record.sender !== sender)) return
  const [bare] = await closed([{ ...entry, opened: null, isGone: true }])
  found.set(seq, bare)
}

function withoutData({ id, kind, room, sender, seq, time }, hash) {
  return { erased: hash, id, kind, room, sender, seq, time }
}
