import { isErased } from "../crypto/chain.js"
import { LEEWAY_MS } from "../crypto/limits.js"

/**
 * The erased records of a room, and the deletions that explain them (PROTOCOL 10.1): nobody can hold what the server says of an
 * erased record against its hash, so each is believed only for a reason.
 */
export class Erasures {
  #keyring
  /** seq of what was deleted → [{record, body}], in the order in which they were met. */
  #deletions = new Map()
  /** username → {seq, id} of their farewell that is furthest behind. */
  #farewells = new Map()
  /** seq → record of what nothing has explained so far. */
  #unexplained = new Map()
  /** The newest record that is whole: what comes behind it claims no time that is much older. */
  #newest = null

  constructor(keyring) {
    this.#keyring = keyring
  }

  /** Every deletion that this person sent: [{seq, id, delete}], oldest first. */
  of(username) {
    return [...this.#deletions.values()].flat()
      .filter(({ record }) => record.sender === username)
      .map(({ record, body }) => ({ seq: body.seq, id: body.target, delete: record.seq }))
      .sort((one, other) => one.delete - other.delete)
  }

  /** Whether the sender of this record took it back. */
  isTakenBack({ seq, id, sender }) {
    return this.#deletions.get(seq)?.some(({ record, body }) => record.sender === sender && body.target === id) ?? false
  }

  /** Take in a message of kind `farewell`: everything that its sender sent before may be gone. */
  part({ sender, seq, id }) {
    if (seq > (this.farewellOf(sender)?.seq ?? 0)) this.#farewells.set(sender, { seq, id })
  }

  /** The farewell of somebody that is furthest behind, {seq, id}, or undefined. */
  farewellOf(username) {
    return this.#farewells.get(username)
  }

  /** Take in a message of kind `delete`. */
  take(record, body) {
    if (!this.#deletions.has(body.seq)) this.#deletions.set(body.seq, [])
    this.#deletions.get(body.seq).push({ record, body })
  }

  /**
   * Judge the erased ones among these records, and once more what nothing had explained before.
   * @param rosters {Rosters}
   * @param opened Map of seq to what an earlier visit had opened of what looks erased here
   * @param wasMember (record) => whether we were a member at it
   * @returns Map of seq to {record, erased: "deleted", sid, idx}, {record, erased: "expired" or "left"} or {record, reason}
   */
  async judge(records, rosters, { opened, wasMember }) {
    const verdicts = new Map()
    const now = Date.now()
    const before = this.#newest
    let whole = null
    for (const record of records) {
      if (!isErased(record) || opened.has(record.seq)) whole = record
      else {
        const newest = whole ?? (before && before.seq < record.seq ? before : null)
        const why = unneeded(record, rosters, newest, now)
        if (why) verdicts.set(record.seq, { record, erased: why })
        else if (!wasMember(record)) verdicts.set(record.seq, { record, reason: "no-key" })
        else this.#unexplained.set(record.seq, record)
      }
    }
    if (whole && whole.seq > (before?.seq ?? 0)) this.#newest = whole
    for (const record of this.#unexplained.values()) {
      const place = await this.#placeOf(record, rosters)
      const hasLeft = record.seq < this.farewellOf(record.sender)?.seq
      if (place || hasLeft) this.#unexplained.delete(record.seq)
      if (hasLeft) verdicts.set(record.seq, { record, erased: "left", ...place })
      else if (place) verdicts.set(record.seq, { record, erased: "deleted", ...place })
      else if (records.includes(record)) verdicts.set(record.seq, { record, reason: "erased" })
    }
    return verdicts
  }

  /** Where an erased message stood in its session, as its sender's deletion says, or null. */
  async #placeOf(record, rosters) {
    for (const { record: by, body: { hash, target, sid, idx } } of this.#deletions.get(record.seq) ?? []) {
      if (by.sender !== record.sender || by.seq <= record.seq) continue
      if (hash !== record.erased || target !== record.id) continue
      await this.#keyring.need([sid], rosters)
      const { session, met } = this.#keyring.get(sid) ?? {}
      if (session?.sender !== by.sender || idx < session.start) continue
      if (session.roster !== rosters.before(record.seq)?.head) continue
      // At this place there may be no other record, now or later.
      if ((met.get(idx) ?? record.seq) !== record.seq) continue
      met.set(idx, record.seq)
      await this.#keyring.keep([sid])
      return { sid, idx }
    }
    return null
  }
}

/** Why a record may be erased though nobody deleted it: "expired", "unkept", or null. */
function unneeded({ seq, time }, rosters, newest, now) {
  if (rosters.mayMiss(seq, seq)) return "unkept"
  const { expire = 0 } = rosters.before(seq) ?? {}
  const isDue = expire && time + expire * 1000 <= now + LEEWAY_MS && time >= (newest?.time ?? 0) - LEEWAY_MS
  return isDue ? "expired" : null
}
