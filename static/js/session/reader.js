import { isErased } from "../crypto/chain.js"
import { crypto } from "./crypto.js"
import { Erasures } from "./erasures.js"
import { Keyring } from "./keyring.js"

/** Opens the messages of one room, and judges of each what only the room's past can tell (PROTOCOL 8). */
export class Reader {
  #room
  #keyring
  #erasures
  #ids = new Map()
  #claims = []

  /** @param room the room's id */
  constructor(login, room) {
    this.#room = room
    this.#keyring = new Keyring(login, room)
    this.#erasures = new Erasures(this.#keyring)
  }

  /** The opened session of this id, or undefined. */
  session(sid) {
    return this.#keyring.get(sid)?.session
  }

  /** What somebody took back in the records that were read: [{seq, id, delete}]. */
  takenBack(username) {
    return this.#erasures.of(username)
  }

  /**
   * Open the records' messages. Gives a Map of seq to {message}, {erased} (erasures.js) or {reason}; with the sid and idx that its header names, if
   * it can be read. What was refused before as `erased`, and is explained by now, is in it as well, with its record.
   * @param opened seq → what an earlier visit had opened of a message; it is judged like any other
   * @param wasMember (record) => whether we were a member at it
   */
  async read(records, rosters, transcript, { opened = new Map(), wasMember }) {
    for (const record of records) {
      if (record.kind === "session") await this.#keyring.take(record, rosters)
    }
    const messages = records.filter((record) => record.kind === "message" && !isErased(record) && !opened.has(record.seq))
    const ready = []
    const outcomes = new Map()
    const sids = await crypto.messageSids(messages.map((record) => record.data))
    const named = [...opened.values(), ...sids].map(({ sid }) => sid).filter(Boolean)
    await this.#keyring.need(named, rosters)
    messages.forEach((record, place) => {
      const { sid, reason: unreadable } = sids[place]
      const { session, reason } = unreadable ? { reason: unreadable } : this.#keyring.get(sid) ?? { reason: "no-session" }
      const { idx } = sids[place]
      if (reason) outcomes.set(record.seq, { reason, sid, idx })
      else ready.push({ record, session, sid, idx })
    })
    const results = await crypto.readMessages(ready.map(({ record, session }) => ({
      text: record.data,
      session,
      id: record.id,
      sender: record.sender,
      room: this.#room,
      rosterHead: rosters.before(record.seq)?.head,
    })))
    const used = new Set()
    const take = (record, { sid, idx }, { value, error }) => {
      const reason = error ? error.reason : this.#judge(record, value, transcript, used)
      outcomes.set(record.seq, reason ? { reason, sid, idx } : { message: value, sid, idx })
      if (!reason && value.kind === "farewell") this.#erasures.part(record)
      if (!reason && value.kind === "delete") this.#erasures.take(record, value.body)
    }
    results.forEach((result, place) => take(ready[place].record, ready[place], result))
    for (const record of records) {
      const value = opened.get(record.seq)
      if (value) take(record, value, this.#keyring.get(value.sid)?.session ? { value } : { error: { reason: "no-session" } })
    }
    await this.#keyring.keep(used)
    const verdicts = await this.#erasures.judge(records, rosters, { opened, wasMember })
    return new Map([...outcomes, ...verdicts])
  }

  /** Whether the sender of this record took it back, in what was read so far. */
  isTakenBack(record) {
    return this.#erasures.isTakenBack(record)
  }

  /** The farewell by which somebody took everything back that they had sent, {seq, id}, or undefined. */
  farewellOf(username) {
    return this.#erasures.farewellOf(username)
  }

  /** Give the records whose senders saw another history than the one that has come to light since. */
  contradicted(transcript) {
    const open = []
    const found = []
    for (const claim of this.#claims) {
      const known = transcript.headAt(claim.seen.seq)
      if (!known) open.push(claim)
      else if (known !== claim.seen.head) found.push(claim.record)
    }
    this.#claims = open
    return found
  }

  #judge(record, { sid, idx, seen }, transcript, used) {
    const { seq, id } = record
    const known = transcript.headAt(seen.seq)
    if (seen.seq >= seq || (known && known !== seen.head)) return "bad-seen"
    const { met } = this.#keyring.get(sid)
    // The same record may be read twice, from two pages; another one may not.
    if ((met.get(idx) ?? seq) !== seq || (this.#ids.get(id) ?? seq) !== seq) return "replayed"
    if (!met.has(idx)) used.add(sid)
    met.set(idx, seq)
    this.#ids.set(id, seq)
    if (!known) this.#claims.push({ record, seen })
    return null
  }
}
