import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"

/**
 * The rosters that a room has had: a step for each roster record (PROTOCOL 6). It never changes; `extended` makes a longer one,
 * so that nothing is used of records of which another turns out to be wrong.
 */
export class Rosters {
  #room
  #steps
  #since = new Map()

  constructor(room, steps = []) {
    this.#room = room
    this.#steps = steps
  }

  get newest() {
    return this.#steps.at(-1)?.roster ?? null
  }

  /** When the room was made, by the server's clock. */
  get since() {
    return this.#steps[0]?.record.time
  }

  /** The roster in force at a record, as the entries before it made it, or null. */
  before(seq) {
    return this.#steps.findLast((step) => step.seq < seq)?.roster ?? null
  }

  /** The seq of the record since which somebody is a member without a break; Infinity for who is none. What came before was not for them. */
  memberSince(username) {
    if (!this.#since.has(username)) {
      const isOut = ({ roster }) => !roster.members.some((member) => member.username === username)
      this.#since.set(username, this.#steps[this.#steps.findLastIndex(isOut) + 1]?.seq ?? Infinity)
    }
    return this.#since.get(username)
  }

  /** The verified payload of a roster record. */
  entryAt(seq) {
    return this.#steps.find((step) => step.seq === seq).entry
  }

  /** Whether an entry adds somebody who was a member before its record, last with other keys. */
  isAnew({ op, subject }, seq) {
    if (op !== "add") return false
    const named = ({ roster }) => roster.members.find(({ username }) => username === subject.username)
    const last = this.#steps.filter((step) => step.seq < seq).map(named).findLast(Boolean)
    return Boolean(last) && last.sig !== subject.sig
  }

  /** Whether this was the roster behind its nth entry. */
  had({ n, head }) {
    return this.#steps[n]?.roster.head === head
  }

  /**
   * Verify the roster records among these entries that continue ours.
   * @param {{record: object}[]} entries in ascending order
   * @param {Directory} directory whose keys count, and who learns the keys that the roster vouches for
   * @param {Object<string, string>} offered bundles that came along, by username
   */
  async extended(entries, directory, offered = {}) {
    const last = this.#steps.at(-1)?.seq ?? 0
    const records = entries.map((entry) => entry.record).filter(({ kind, seq }) => kind === "roster" && seq > last)
    if (!records.length) return this
    if (records.some(({ seq }, place) => place && seq <= records[place - 1].seq)) throw new Failure("replayed")
    const applied = await this.#applied(records, directory, offered)
    const steps = records.map((record, place) => {
      return { seq: record.seq, record, roster: applied.rosters[place], entry: applied.entries[place] }
    })
    const wrong = steps.findIndex(({ record, entry }) => record.sender !== entry.by)
    if (wrong >= 0) throw this.#refused("wrong-sender", wrong)
    await directory.agree(steps.at(-1).roster.members, offered)
    await directory.agreeOnPast(steps.flatMap(({ roster }) => roster.members).reverse(), offered)
    return new Rosters(this.#room, [...this.#steps, ...steps])
  }

  /** Verify entries; once more with what the server has now, where somebody signed with keys that are new to us. */
  async #applied(records, directory, offered) {
    const signers = [...new Set(records.map((record) => record.sender))]
    const apply = (bundles) => crypto.applyEntries({
      room: this.#room, roster: this.newest, texts: records.map((record) => record.data), bundles,
    })
    const known = await directory.shown(signers, offered)
    try {
      return await apply(known).catch(async (error) => {
        if (error.reason !== "wrong-thumbprint") throw error
        return apply(await directory.shownAnew(signers, known))
      })
    } catch (error) {
      throw error.reason && error.entry !== undefined ? this.#refused(error.reason, error.entry) : error
    }
  }

  /** The refusal of an entry, with its number in the roster, from 1. */
  #refused(reason, place) {
    return new Failure(reason, { entry: this.#steps.length + place + 1 })
  }

  /** Of `first` to `last` these records are there: demand that the roster records among them are exactly ours. */
  checkAgainst(entries, first, last) {
    const shown = new Map(entries.map(({ record }) => [record.seq, record]))
    for (const { seq, record } of this.#steps) {
      if (seq < first || seq > last) continue
      if (!shown.has(seq)) throw new Failure("gap")
      if (!sameRecord(shown.get(seq), record)) throw new Failure("bad-chain")
      shown.delete(seq)
    }
    if ([...shown.values()].some((record) => record.kind === "roster")) throw new Failure("bad-roster-chain")
  }

  /**
   * Demand that `first` to `last` may be missing: they are messages, and the log was off just before them, or a later entry
   * turned it off (PROTOCOL 10).
   */
  checkMissing(first, last) {
    if (first <= last && !this.mayMiss(first, last)) throw new Failure("gap")
  }

  /** Whether `first` to `last` may be missing. */
  mayMiss(first, last) {
    if (this.#steps.some((step) => step.seq >= first && step.seq <= last)) return false
    const before = this.before(first)
    if (!before || !before.log) return Boolean(before)
    return this.#steps.some(({ seq, entry, roster }) => seq > last && entry.op === "settings" && !roster.log)
  }
}

const sameRecord = (one, other) =>
  ["data", "id", "kind", "room", "sender", "seq", "time"].every((name) => one[name] === other[name])
