import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { Keyring } from "./keyring.js"
import * as storage from "./storage.js"
import { Timeline } from "./timeline.js"
import { Transcript } from "./transcript.js"

/** Records of one page of history: a screenful and some. */
const PAGE = 60

/** Records of one request after a gap: as many as the server gives (PROTOCOL 13). */
const CATCH_UP = 200

/**
 * One room as this browser has verified it: its roster, its transcript, and what of it can be read.
 * Everything that changes it runs in order, one after the other (`#inOrder`). Larger than most files here because
 * the order of verification is the thing it is about.
 */
export class Room {
  id
  timeline
  title = null
  seq = 0
  head = null
  active = true
  /** Why this room cannot be used, a reason code, or null. */
  refused = null

  #login
  #directory
  #keyring
  #transcript
  #rosters = []
  #first = null
  #oldest = null
  #met = new Set()
  #queue = Promise.resolve()

  /** @param login {username, keys, localKey}  @param directory the Directory */
  constructor(id, login, directory) {
    this.id = id
    this.#login = login
    this.#directory = directory
    this.#keyring = new Keyring(login, this)
    this.timeline = new Timeline(login.username)
  }

  get roster() {
    return this.#rosters.at(-1)?.roster ?? null
  }

  /** When the room was made, by the server's clock. */
  get since() {
    return this.#rosters[0]?.time
  }

  get hasOlder() {
    return this.#first !== null && this.#first > 1
  }

  /** The roster in force at a record, as the entries before it made it. */
  rosterBefore(seq) {
    return this.#rosters.findLast((step) => step.seq < seq)?.roster ?? null
  }

  headAt(seq) {
    return this.#transcript.headAt(seq)
  }

  member(username) {
    return this.roster?.members.find((member) => member.username === username)
  }

  /** Load roster and newest page, and verify both. */
  load() {
    return this.#inOrder(async () => {
      const [detail, page, position] = await Promise.all([
        api.room(this.id),
        api.records(this.id, { limit: PAGE }),
        storage.getSealed(this.#login.localKey, "rooms", this.id),
      ])
      this.title = position?.title ?? this.title
      this.#transcript = new Transcript(position)
      this.#rosters = []
      this.timeline.clear()
      this.#met.clear()
      await this.#readRoster(detail)
      this.#checkNotRolledBack(page, position)
      const records = page.records
      this.#checkTail(page, records.at(-1))
      await this.#transcript.extend(this.id, records, (seq) => this.#mayMiss(seq))
      this.#oldest = records[0] ?? null
      this.seq = page.seq
      this.head = page.head
      this.#first = records[0]?.record.seq ?? 1
      this.timeline.append(await this.#items(records))
      await this.#save()
    })
  }

  /** Take in one record from the socket; after a gap fetch what is lacking. Gives the new items. */
  receive(entry) {
    return this.#inOrder(async () => {
      if (entry.record.seq <= this.seq) return []
      if (entry.record.seq > this.seq + 1) return this.#catchUp()
      return this.#append([entry], entry)
    })
  }

  /** Fetch everything newer than what we have. Gives the new items. */
  catchUp() {
    return this.#inOrder(() => this.#catchUp())
  }

  /** Load the page before the oldest one shown. Gives the number of items that were prepended. */
  older() {
    return this.#inOrder(async () => {
      if (!this.hasOlder) return 0
      const { records } = await api.records(this.id, { before: this.#first, limit: PAGE })
      const from = records.at(-1)?.record.seq ?? 0
      this.#checkMissing(from + 1, this.#first - 1)
      // The oldest record that we had goes along: the page must end in the head where ours began.
      const joined = this.#oldest ? [...records, this.#oldest] : records
      await this.#transcript.extend(this.id, joined, (seq) => this.#mayMiss(seq))
      this.#oldest = records[0] ?? this.#oldest
      const items = await this.#items(records)
      this.#first = records[0]?.record.seq ?? 1
      this.timeline.prepend(items)
      return items.length
    })
  }

  /** Wait until everything that was asked for so far is done. */
  settled() {
    return this.#queue
  }

  async #catchUp() {
    const items = []
    for (;;) {
      const page = await api.records(this.id, { after: this.seq, limit: CATCH_UP })
      items.push(...await this.#append(page.records, page))
      const last = page.records.at(-1)?.record.seq
      if (last !== undefined && last < page.seq && page.records.length === CATCH_UP) continue
      this.#checkTail(page, page.records.at(-1) ?? { record: { seq: this.seq }, head: this.head })
      this.#arrive(page)
      return items
    }
  }

  async #append(entries, newest) {
    if (!entries.length) return []
    const first = entries[0].record.seq
    await this.#learnRoster(entries)
    this.#checkMissing(this.seq + 1, first - 1)
    await this.#transcript.extend(this.id, entries, (seq) => this.#mayMiss(seq))
    const { head, record } = entries.at(-1)
    this.#arrive({ seq: record.seq, head })
    for (const { record: taken } of entries) {
      if (taken.kind === "session") await this.#keyring.take(taken)
    }
    const items = await this.#items(entries)
    this.timeline.append(items)
    await this.#save(newest)
    return items
  }

  #arrive({ seq, head }) {
    if (seq < this.seq) return
    this.seq = seq
    this.head = head
  }

  async #readRoster({ roster, bundles }) {
    for (const [username, text] of Object.entries(bundles)) await this.#directory.meet(username, text)
    await this.#learnRoster(roster)
    const me = this.member(this.#login.username)
    this.active = Boolean(me)
  }

  /** Verify roster records that continue ours and keep the roster behind each. */
  async #learnRoster(entries) {
    const last = this.#rosters.at(-1)?.seq ?? 0
    const records = entries.map((entry) => entry.record).filter(({ kind, seq }) => kind === "roster" && seq > last)
    if (!records.length) return
    const people = new Set([...this.#usernames(), ...records.map((record) => record.sender)])
    for (const username of people) await this.#meet(username)
    const applied = await crypto.applyEntries({
      room: this.id,
      roster: this.roster,
      texts: records.map((record) => record.data),
      bundles: await this.#directory.texts(people),
    })
    records.forEach(({ seq, time }, place) => {
      this.#rosters.push({ seq, time, roster: applied.rosters[place], entry: applied.entries[place] })
    })
    for (const username of this.#usernames()) await this.#meet(username)
  }

  #usernames() {
    return this.roster?.members.map((member) => member.username) ?? []
  }

  /** A person whom we have not met: somebody who is away and keeps their keys to themselves is met later. */
  async #meet(username) {
    if (await this.#directory.known(username)) return
    await this.#directory.find(username).catch((error) => {
      if (!["keys-offline", "unknown-user"].includes(error.code)) throw error
    })
  }

  /** A missing record is in order where the log was off, or where a later entry turned it off. */
  #mayMiss(seq) {
    const before = this.rosterBefore(seq)
    if (before && !before.log) return true
    return this.#rosters.some((step) => step.seq > seq && step.entry.op === "settings" && !step.roster.log)
  }

  #checkNotRolledBack({ seq }, position) {
    if (position && seq < position.seq) throw new Failure("gap")
  }

  #checkMissing(first, last) {
    for (let seq = first; seq <= last; seq++) {
      if (!this.#mayMiss(seq)) throw new Failure("gap")
    }
  }

  /** What is newest must be what we have, unless the log is off. */
  #checkTail({ seq, head }, last) {
    this.#checkMissing((last?.record.seq ?? 0) + 1, seq)
    if (last?.record.seq === seq && last.head !== head) throw new Failure("bad-chain")
  }

  async #items(entries) {
    const records = entries.map((entry) => entry.record)
    const opened = await this.#open(records.filter((record) => record.kind === "message"))
    return records.flatMap((record) => {
      if (record.kind === "session") return []
      if (record.kind === "roster") {
        const { entry } = this.#rosters.find((step) => step.seq === record.seq)
        return [this.timeline.line({ record, entry })]
      }
      const { message, reason } = opened.get(record.seq)
      if (reason) return [this.timeline.problem({ record, reason })]
      if (message.kind === "title" && this.#isNewestTitle(record)) this.title = message.body.text
      return [this.timeline.message({ record, message })]
    })
  }

  #titleSeq = 0

  #isNewestTitle({ seq }) {
    if (seq < this.#titleSeq) return false
    this.#titleSeq = seq
    return true
  }

  /** Open message records. Gives a Map of seq to {message} or {reason}. */
  async #open(records) {
    const outcomes = new Map()
    const ready = []
    const sids = await crypto.messageSids(records.map((record) => record.data))
    await this.#keyring.need(sids.filter((found) => found.sid).map((found) => found.sid))
    records.forEach((record, place) => {
      const { sid, reason: unreadable } = sids[place]
      const { session, reason } = unreadable ? { reason: unreadable } : this.#keyring.get(sid) ?? { reason: "no-session" }
      if (reason) outcomes.set(record.seq, { reason })
      else ready.push({ record, session })
    })
    const results = await crypto.readMessages(ready.map(({ record, session }) => ({
      text: record.data,
      session,
      id: record.id,
      sender: record.sender,
      room: this.id,
      rosterHead: this.rosterBefore(record.seq)?.head,
    })))
    results.forEach(({ value, error }, place) => {
      const { record } = ready[place]
      const reason = error ? error.reason : this.#judge(record, value)
      outcomes.set(record.seq, reason ? { reason } : { message: value })
    })
    return outcomes
  }

  /** What only the transcript can tell of a message: PROTOCOL 8, the last two rows. */
  #judge({ seq, id }, { sid, idx, seen }) {
    const known = this.#transcript.headAt(seen.seq)
    if (seen.seq >= seq || (known && known !== seen.head)) return "bad-seen"
    const marks = [`${sid} ${idx}`, id]
    if (marks.some((mark) => this.#met.has(mark))) return "replayed"
    for (const mark of marks) this.#met.add(mark)
    return null
  }

  async #save() {
    const last = this.timeline.lastMessage
    await storage.putSealed(this.#login.localKey, "rooms", this.id, {
      seq: this.seq,
      head: this.head,
      title: this.title,
      last: last ? { sender: last.sender, text: last.text, time: last.time } : null,
    })
  }

  /** Run one change after the other; a refusal of the room's own data makes it unusable, and says why. */
  #inOrder(work) {
    const done = this.#queue.then(async () => {
      try {
        const result = await work()
        this.refused = null
        return result
      } catch (error) {
        const failure = Failure.of(error)
        if (!PASSING.has(failure.code)) this.refused = failure.code
        throw failure
      }
    })
    this.#queue = done.catch(() => {})
    return done
  }
}

/** Failures that say nothing against the room: try again. */
const PASSING = new Set(["offline", "server-error", "not-found", "not-logged-in", "client-error"])
