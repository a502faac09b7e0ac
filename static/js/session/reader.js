import { crypto } from "./crypto.js"
import { Keyring } from "./keyring.js"

/** Opens the messages of one room, and judges of each what only the room's past can tell (PROTOCOL 8). */
export class Reader {
  #room
  #keyring
  #ids = new Map()
  #claims = []

  /** @param room the room's id */
  constructor(login, room) {
    this.#room = room
    this.#keyring = new Keyring(login, room)
  }

  /** The opened session of this id, or undefined. */
  session(sid) {
    return this.#keyring.get(sid)?.session
  }

  /** Open the records' messages. Gives a Map of seq to {message} or {reason}; with the sid and idx that its header names, if it can be read. */
  async read(records, rosters, transcript) {
    for (const record of records) {
      if (record.kind === "session") await this.#keyring.take(record, rosters)
    }
    const messages = records.filter((record) => record.kind === "message")
    const ready = []
    const outcomes = new Map()
    const sids = await crypto.messageSids(messages.map((record) => record.data))
    await this.#keyring.need(sids.filter((found) => found.sid).map((found) => found.sid), rosters)
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
    results.forEach(({ value, error }, place) => {
      const { record, sid, idx } = ready[place]
      const reason = error ? error.reason : this.#judge(record, value, transcript, used)
      outcomes.set(record.seq, reason ? { reason, sid, idx } : { message: value, sid, idx })
    })
    await this.#keyring.keep(used)
    return outcomes
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
