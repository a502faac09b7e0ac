import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { isErased } from "../crypto/chain.js"
import { BLOCK, Blocks } from "./blocks.js"
import { crypto } from "./crypto.js"
import { expiryOf, isOver } from "./expiry.js"
import { Order } from "./order.js"
import { checkNotRolledBack, readPosition, writePosition } from "./position.js"
import { previewOf } from "./preview.js"
import { Reader } from "./reader.js"
import { Rosters } from "./rosters.js"
import { Timeline } from "./timeline.js"
import { Transcript } from "./transcript.js"

/** Records of one page of history: a screenful and some. */
const PAGE = 60

/** Pages that are gone back for a title; a group that has said none for as long goes by its members. */
const TITLE_PAGES = 50

/** Records of one request after a gap: as many as the server gives (PROTOCOL 13). */
const CATCH_UP = 200

/** Records that are fetched, at loading, only to join the newest page to what an earlier visit had verified. */
const MAX_JOINED = 1000

/** What says why something is gone, for whoever comes later and asks. */
const STAYING = new Set(["delete", "farewell"])

/** Failures that say nothing against the room: try again. */
const PASSING = new Set(["offline", "server-error", "too-often", "not-found", "not-logged-in", "ended", "client-error"])

/**
 * One room as this browser has verified it: its rosters, its transcript, and what of it can be read.
 * Everything that changes it runs in order, one after the other (`#inOrder`), and nothing of it shows before all of it was
 * verified. Larger than most files here because the order of verification is the thing it is about.
 */
export class Room {
  id
  timeline
  /** What of it this browser keeps for the next visit. */
  blocks
  seq = 0
  head = null
  /** When the server was asked for everything of this room, by this computer's clock: the last time it was given. */
  asked = 0
  /** Why this room cannot be used, a reason code, or null. Only loading it anew ends this. */
  refused = null

  #login
  #directory
  #contacts
  #keyLog
  #changed
  #reader
  #order = new Order()
  #transcript
  #rosters
  #anchors = []
  #first = null
  #oldest = null
  /** The page before ours, on its way: {before, page}. */
  #ahead = null
  #gone = false
  #title = null
  #others = []
  /** When a message of others disappears, by its seq. */
  #ends = new Map()
  /** Where the records stand that are loaded, in their senders' order. */
  #placed = []
  #kept = null
  #unkept = new Map()
  /** The seqs of messages of our own that the server has shown whole. */
  #whole = new Set()
  #signals = new Map()
  #queue = Promise.resolve()

  /**
   * @param login {username, keys, localKey}
   * @param people {directory, contacts, keyLog}
   * @param changed () something shows otherwise than before, by itself
   */
  constructor(id, login, { directory, contacts, keyLog }, changed = () => {}) {
    this.id = id
    this.#login = login
    this.#directory = directory
    this.#contacts = contacts
    this.#keyLog = keyLog
    this.#changed = changed
    this.blocks = new Blocks(login, id)
    this.#rosters = new Rosters(id)
    this.timeline = new Timeline(login.username)
  }

  get roster() {
    return this.#rosters.newest
  }

  /** Whether we are a member, as far as roster and server agree. */
  get active() {
    return !this.#gone && Boolean(this.member(this.#login.username))
  }

  /** Whose keys keep everything from being sent here, and why: {reason, username}, or null. */
  get blocked() {
    return this.#directory.blockedBy(this.roster?.members ?? [])
  }

  /** Who is a member here by keys that were given up for others. */
  get lost() {
    return this.#directory.lostAmong(this.roster?.members ?? [])
  }

  /** What a group is called, or undefined. */
  get title() {
    return this.#title?.text
  }

  /** When the room was made, by the server's clock. */
  get since() {
    return this.#rosters.since
  }

  /** When something disappears next, or Infinity. */
  get nextExpiry() {
    return this.timeline.nextExpiry
  }

  /** The name whose message has disappeared, which whoever comes later would not know: {text, seq}, or null. */
  get titleOver() {
    return isOver(this.#title?.expires) ? this.#title : null
  }

  /** What we took back here: [{seq, id, delete}]. */
  get takenBack() {
    return this.#reader?.takenBack(this.#login.username) ?? []
  }

  /** Our own farewell, {seq, id}, or undefined. */
  get farewell() {
    return this.#reader?.farewellOf(this.#login.username)
  }

  /** Whether the server has shown a message of ours whole. */
  hasWhole(seq) {
    return this.#whole.has(seq)
  }

  get hasOlder() {
    return this.#first !== null && this.#first > 1
  }

  /** How many records are loaded. */
  get loaded() {
    return this.#first === null ? 0 : this.seq - this.#first + 1
  }

  member(username) {
    return this.roster?.members.find((member) => member.username === username)
  }

  /** The seq since which somebody is a member without a break, or Infinity. */
  memberSince(username) {
    return this.#rosters.memberSince(username)
  }

  /** How many messages of others stand behind a seq. */
  countSince(seq) {
    const place = this.#others.findLastIndex((other) => other <= seq)
    return this.#others.length - place - 1
  }

  /** The server says that we are no longer a member. */
  close() {
    this.#gone = true
  }

  /** Load roster and newest page, and verify both against each other and against what earlier visits had verified. */
  load() {
    return this.#inOrder(async () => {
      const begun = Date.now()
      // First of all: another tab may come further while the server answers.
      const position = await readPosition(this.#login, this.id)
      const [detail, page] = await Promise.all([api.room(this.id), api.records(this.id, { limit: PAGE })])
      const { records } = page
      const rosters = await (await new Rosters(this.id).extended(detail.roster, this.#directory, detail.bundles))
        .extended(records, this.#directory, detail.bundles)
      checkNotRolledBack(position, page, rosters)
      const anchors = position ? [{ seq: position.seq, head: position.head }, ...position.anchors] : []
      const transcript = new Transcript(this.id, anchors)
      const newest = await this.#verify(page, transcript, rosters, records[0]?.record.seq ?? 1)
      const { others: between, ends } = await this.#join(position, records[0], transcript, rosters)
      const reader = new Reader(this.#login, this.id)
      const read = await this.#read(records, reader, transcript, rosters)
      const { order, marks } = new Order().followedBy(read.placed)

      this.#order = order
      this.#placed = read.placed
      this.#reader = reader
      this.#transcript = transcript
      this.#oldest = records[0] ?? null
      this.#first = records[0]?.record.seq ?? 1
      this.#anchors = isFar(position, records[0]) ? anchors : position?.anchors ?? []
      this.#title = position?.title ?? null
      this.#others = inOrder([...position?.others ?? [], ...between])
      this.#ends = new Map([...position?.ends ?? [], ...ends])
      this.#gone = false
      this.#kept = position ?? null
      this.timeline.clear()
      this.#arrive(newest, rosters, read)
      this.#mark(marks)
      this.#keep(read)
      await this.#save()
      this.refused = null
      this.asked = begun
      this.#witness(read.logs)
    }, { anew: true })
  }

  /** Take in records from the socket, in ascending order; what is lacking between them and ours is fetched. */
  receive(entries) {
    return this.#inOrder(async () => {
      const fresh = entries.filter(({ record }) => record.seq > this.seq)
      if (!fresh.length) return
      const isNext = fresh.every(({ record }, place) => record.seq === this.seq + 1 + place)
      await this.#append(isNext ? fresh : await this.#between(fresh))
    })
  }

  /** Fetch everything newer than what we have. */
  catchUp() {
    return this.#inOrder(async () => {
      const begun = Date.now()
      for (;;) {
        const page = await api.records(this.id, { after: this.seq, limit: CATCH_UP })
        const isAll = page.records.length < CATCH_UP
        await this.#append(page.records, isAll ? page : undefined)
        if (isAll) break
      }
      this.#gone = false
      this.asked = begun
    })
  }

  /**
   * Load the page before the oldest one shown. Gives the number of items that were prepended.
   * @param isOn whether another one will be asked for: it is fetched while this one is opened
   */
  older(limit = PAGE, { isOn = false } = {}) {
    return this.#inOrder(async () => {
      if (!this.hasOlder) return 0
      const records = await this.#keptPage() ?? await this.#page(limit)
      const first = records[0]?.record.seq ?? 1
      if (isOn && first > 1 && !records[0]?.opened) this.#fetchAhead(first, limit)
      const read = await this.#read(records, this.#reader, this.#transcript, this.#rosters)
      const { items, placed, title, logs } = read
      const { order, marks } = this.#order.precededBy(placed)
      this.#order = order
      this.#placed = [...placed, ...this.#placed]
      this.#oldest = records[0] ?? this.#oldest
      this.#first = first
      this.#learn(read)
      this.timeline.prepend(items)
      this.#mark(marks)
      this.#explain(read.explained)
      this.#showContradicted()
      const waiting = this.#anchors.filter((anchor) => anchor.seq < first)
      const isMet = waiting.length < this.#anchors.length
      this.#anchors = waiting
      this.#keep(read)
      if (isMet || title) await this.#save()
      this.#witness(logs)
      return items.length
    })
  }

  /** Load everything back to a record, so that it is there with all that came behind it. */
  async seek(seq) {
    while (this.hasOlder && this.#first > seq) await this.older(BLOCK)
  }

  /** Go back until the title is met, which a browser that is new to a group does not know. */
  async seekTitle() {
    if (this.roster.kind !== "group") return
    for (let pages = 0; pages < TITLE_PAGES && !this.#title && this.hasOlder; pages++) await this.older()
  }

  /**
   * Whether a message of ours is where the server said, though it was not met in what is loaded: {id, acked: {seq}, sealed: {text}}.
   * Of what a room does not keep nothing can be said.
   */
  keeps({ id, acked: { seq }, sealed }) {
    return this.#inOrder(async () => {
      if (!this.#rosters.before(seq)?.log) return true
      if (seq >= this.#first) return false
      const { records: [found] } = await api.records(this.id, { after: seq - 1, before: seq + 1, limit: 1 })
      const { record } = found ?? {}
      if (record?.id !== id || record.sender !== this.#login.username) return false
      return isErased(record) || record.data === sealed?.text
    })
  }

  /**
   * Give the record of a message of ours: {seq, id}. One that the server does not keep is there as long as this page is.
   * @throws Failure `not-found` where there is none, `bad-chain` where the server shows another one there than before
   */
  record({ seq, id }) {
    return this.#inOrder(async () => {
      if (this.#unkept.has(seq)) return this.#unkept.get(seq)
      const { records: [found] } = await api.records(this.id, { after: seq - 1, before: seq + 1, limit: 1 })
      const { record } = found ?? {}
      if (record?.id !== id || record.sender !== this.#login.username) throw new Failure("not-found")
      const [before, behind] = [this.#transcript.headAt(seq - 1), this.#transcript.headAt(seq)]
      if (before && behind) {
        const [head] = await crypto.nextHeads({ room: this.id, head: before, records: [record] })
        if (head !== behind) throw new Failure("bad-chain")
      }
      return record
    })
  }

  /** Demand that a head is the one behind this seq, as far as that is known. */
  demandHead({ seq, head }) {
    return this.#inOrder(async () => {
      if ((this.#transcript.headAt(seq) ?? head) !== head) throw new Failure("bad-chain")
    })
  }

  /** Open a signal (PROTOCOL 19). Gives {kind, …}, or undefined for anything that is none, or of no use any more. */
  async openSignal({ sender, data }) {
    try {
      const { sid } = await crypto.signalSid(data)
      const session = this.#reader?.session(sid)
      const rosterHead = this.roster?.head
      const last = this.#signals.get(sid) ?? null
      const signal = await crypto.readSignal({
        text: data, session: session ?? null, sender, room: this.id, rosterHead, last,
      })
      this.#signals.set(sid, signal.n)
      return signal
    } catch (error) {
      if (!error.reason) throw error
      return undefined
    }
  }

  /** Somebody's keys were accepted, or questioned. Gives whether that shows in the messages. */
  judge(username) {
    return this.timeline.judge(username, (fingerprint) => this.#contacts.accepts(username, fingerprint))
  }

  /** Let go of what has disappeared by now. Gives whether anything did. */
  expire(now = Date.now()) {
    const gone = this.timeline.expire(now)
    if (!gone.length) return false
    this.#forget(gone)
    this.blocks.erase(gone.map((seq) => ({ seq })))
    // What rests in this browser goes too, whatever is going on with the room.
    this.#queue = this.#queue.then(() => this.#save()).catch(() => {})
    return true
  }

  /** Wait until everything that was asked for so far is done. */
  settled() {
    return this.#queue
  }

  /** What an earlier visit kept of the records before ours, or null; what does not join them is forgotten. */
  async #keptPage() {
    if (!this.roster.log) return null
    const entries = await this.blocks.before(this.#first)
    if (!entries.length) return null
    try {
      await this.#joinOlder(entries)
      return entries
    } catch {
      await this.blocks.drop(this.#first - 1)
      return null
    }
  }

  #fetchAhead(before, limit) {
    const page = api.records(this.id, { before, limit })
    page.catch(() => {})
    this.#ahead = { before, page }
  }

  async #page(limit) {
    const { before, page } = this.#ahead ?? {}
    this.#ahead = null
    const { records } = await (before === this.#first ? page : api.records(this.id, { before: this.#first, limit }))
    await this.#joinOlder(records)
    return records
  }

  /** Verify records that should end right in front of ours. */
  async #joinOlder(entries) {
    this.#rosters.checkAgainst(entries, entries[0]?.record.seq ?? 1, this.#first - 1)
    this.#rosters.checkMissing((entries.at(-1)?.record.seq ?? 0) + 1, this.#first - 1)
    // The oldest record that we had goes along: the page must end in the head where ours began.
    const joined = this.#oldest ? [...entries, this.#oldest] : entries
    await this.#transcript.extend(joined, (from, to) => this.#rosters.checkMissing(from, to))
  }

  /** Keep for the next visit what was read; nothing of what is gone, or of what the room does not keep. */
  #keep({ entries, outcomes, gone }) {
    if (!this.roster.log) return this.blocks.clear()
    const isOver = new Set(gone)
    const fresh = entries.filter(({ opened, record }) => !opened && !this.#rosters.mayMiss(record.seq, record.seq))
    this.blocks.add(fresh.map(({ head, record }) => {
      const { message } = outcomes.get(record.seq) ?? {}
      const isGone = Boolean(message) && (isOver.has(record.seq) || this.#reader.isTakenBack(record))
      return { head, record, opened: isGone ? null : message, isGone }
    }))
    const deleted = fresh.flatMap(({ record: { seq, sender } }) => {
      const { kind, body } = outcomes.get(seq)?.message ?? {}
      return kind === "delete" ? [{ seq: body.seq, id: body.target, sender }] : []
    })
    const lapsed = entries.filter(({ opened }) => opened).map(({ record }) => record)
      .filter((record) => isOver.has(record.seq) || this.#reader.isTakenBack(record))
    if (deleted.length || lapsed.length) this.blocks.erase([...deleted, ...lapsed])
  }

  /** Fetch what lies between ours and these records; where a room keeps no messages, these are all there is. */
  async #between(fresh) {
    const found = new Map()
    const last = fresh.at(-1).record.seq
    for (let after = this.seq; ;) {
      const { records } = await api.records(this.id, { after, before: last + 1, limit: CATCH_UP })
      for (const entry of records) found.set(entry.record.seq, entry)
      if (records.length < CATCH_UP) break
      if (records.at(-1).record.seq <= after) throw new Failure("replayed")
      after = records.at(-1).record.seq
    }
    for (const entry of fresh) {
      const { seq } = entry.record
      if (found.has(seq) && found.get(seq).head !== entry.head) throw new Failure("bad-chain")
      found.set(seq, entry)
    }
    return [...found.values()].sort((one, other) => one.record.seq - other.record.seq)
  }

  /** Verify and show records behind ours; `page` has what the server says is the room's newest, where that is asked. */
  async #append(records, page) {
    if (records.length && records[0].record.seq <= this.seq) throw new Failure("replayed")
    const rosters = await this.#rosters.extended(records, this.#directory)
    const newest = await this.#verify({ records, ...page }, this.#transcript, rosters, this.seq + 1)
    const read = await this.#read(records, this.#reader, this.#transcript, rosters)
    if (newest.seq === this.seq && rosters === this.#rosters) return
    const { order, marks } = this.#order.followedBy(read.placed)
    this.#order = order
    this.#placed.push(...read.placed)
    this.#arrive(newest, rosters, read)
    this.#mark(marks)
    this.#explain(read.explained)
    this.#keep(read)
    await this.#save()
    this.#witness(read.logs)
  }

  /** Verify a page that should hold everything from `first` to the newest record. Gives the newest {seq, head}. */
  async #verify({ records, seq, head }, transcript, rosters, first) {
    const last = records.at(-1)
    rosters.checkMissing(first, (records[0]?.record.seq ?? seq + 1) - 1)
    await transcript.extend(records, (from, to) => rosters.checkMissing(from, to))
    // A record may have come in between the room's newest seq and the page.
    const newest = last && !(last.record.seq < seq) ? { seq: last.record.seq, head: last.head } : { seq, head }
    rosters.checkMissing((last?.record.seq ?? first - 1) + 1, newest.seq)
    rosters.checkAgainst(records, first, newest.seq)
    if (last?.record.seq === seq && last.head !== head) throw new Failure("bad-chain")
    if (newest.seq > 0) transcript.trust(newest.seq, newest.head)
    return newest
  }

  /**
   * Fetch forward from an earlier visit's position to the page, to see that one continues the other. Where that is too far,
   * the position stays an anchor, which older pages have to meet. Gives {others, ends}: the seqs of others' messages on the way, and
   * when they disappear.
   */
  async #join(position, oldest, transcript, rosters) {
    const before = oldest?.record.seq ?? 0
    const others = []
    const ends = new Map()
    if (!position || before - position.seq <= 1 || isFar(position, oldest)) return { others, ends }
    for (let after = position.seq; after < before - 1;) {
      const { records } = await api.records(this.id, { after, before, limit: CATCH_UP })
      const isAll = records.length < CATCH_UP
      const last = isAll ? before - 1 : records.at(-1).record.seq
      if (last <= after || (records.length && records[0].record.seq <= after)) throw new Failure("replayed")
      rosters.checkAgainst(records, after + 1, last)
      rosters.checkMissing(after + 1, (records[0]?.record.seq ?? before) - 1)
      rosters.checkMissing((records.at(-1)?.record.seq ?? last) + 1, last)
      await transcript.extend(isAll ? [...records, oldest] : records, (from, to) => rosters.checkMissing(from, to))
      for (const { record } of records) {
        const expires = expiryOf(record, rosters.before(record.seq)?.expire)
        if (!this.#isOthers(record) || isErased(record) || isOver(expires)) continue
        others.push(record.seq)
        if (expires) ends.set(record.seq, expires)
      }
      after = last
    }
    return { others, ends }
  }

  #isOthers({ kind, sender }) {
    return kind === "message" && sender !== this.#login.username
  }

  /**
   * Open verified records. Gives {entries, outcomes, items, others, gone, title, placed, logs, explained}; the room stays as it is. `explained`: why earlier
   * ones were erased, as has come to light.
   */
  async #read(entries, reader, transcript, rosters) {
    const records = entries.map((entry) => entry.record)
    const opened = new Map(entries.filter((entry) => entry.opened).map((entry) => [entry.record.seq, entry.opened]))
    const wasMember = (record) => this.#wasMember(record, rosters)
    const outcomes = await reader.read(records, rosters, transcript, { opened, wasMember })
    const fingerprints = await this.#fingerprints(records, rosters)
    const placed = records.map((record) => place(record, outcomes.get(record.seq), reader))
    const logs = []
    let title = null
    const items = records.flatMap((record) => {
      if (record.kind === "session") return []
      if (record.kind === "roster") {
        // Whoever said that they go has said it.
        if (rosters.entryAt(record.seq).op === "leave" && reader.farewellOf(record.sender)) return []
        const [entry, before] = [rosters.entryAt(record.seq), rosters.before(record.seq)]
        return [this.timeline.line({ record, entry, before, isAnew: rosters.isAnew(entry, record.seq) })]
      }
      const { message, reason, erased } = outcomes.get(record.seq)
      if (erased) return [erased === "deleted" ? this.timeline.erased({ record }) : this.timeline.gone({ record })]
      if (reason) return [this.timeline.problem({ record, reason, ours: this.#wasMember(record, rosters) })]
      // What takes something back stays, for whoever asks why that is gone.
      const { expire } = rosters.before(record.seq)
      const expires = STAYING.has(message.kind) ? null : expiryOf(record, expire, message.time)
      if (!this.#isOthers(record) && !isErased(record)) this.#whole.add(record.seq)
      if (isOver(expires)) return [this.timeline.gone({ record })]
      if (message.kind === "title") title = { text: message.body.text, seq: record.seq, expires }
      if (message.log) logs.push({ record, log: message.log })
      if (!rosters.before(record.seq).log && !this.#isOthers(record)) this.#unkept.set(record.seq, record)
      const signed = fingerprints.get(record.seq)
      const unaccepted = !this.#contacts.accepts(record.sender, signed)
      return [this.timeline.message({ record, message, signed, unaccepted, expires })]
    })
    const others = items.filter((item) => item.type === "message" && !item.mine)
    const gone = items.filter((item) => item.type === "gone").map((item) => item.seq)
    const read = new Set(records.map(({ seq }) => seq))
    const explained = [...outcomes].filter(([seq]) => !read.has(seq)).map(([, outcome]) => outcome)
    return { entries, outcomes, items, others, gone, title, placed, logs, explained }
  }

  /** The fingerprints of the keys that messages are signed with, by seq: those of the roster in force. */
  async #fingerprints(records, rosters) {
    const found = new Map()
    for (const { seq, kind, sender } of records) {
      const member = kind === "message" && rosters.before(seq)?.members.find(({ username }) => username === sender)
      if (member) found.set(seq, await this.#contacts.fingerprint(member))
    }
    return found
  }

  /** Say in front of these records what is wrong with the order of their sender's messages. */
  #mark(marks) {
    for (const [seq, { reason, count }] of marks) {
      const { record } = this.#placed.find((one) => one.seq === seq)
      this.timeline.insert(this.timeline.mark({ record, reason, count }))
    }
  }

  /** What was refused as erased is explained by now: it counts in the order of its sender's messages after all. */
  #explain(explained) {
    if (!explained.length) return
    for (const { record, erased } of explained) {
      if (erased === "left") this.timeline.drop(record.id)
      else this.timeline.replace(this.timeline.erased({ record }))
    }
    const places = new Map(explained.map((one) => [one.record.seq, place(one.record, one, this.#reader)]))
    this.#placed = this.#placed.map((one) => places.get(one.seq) ?? one)
    const { order, marks } = new Order().followedBy(this.#placed)
    this.#order = order
    this.timeline.unmark()
    this.#mark(marks)
  }

  /** Hold the key logs that senders had seen against ours; nobody waits for it. */
  #witness(logs) {
    for (const { record, log } of logs) {
      this.#keyLog?.witness(log, record.sender).catch((error) => {
        // What is wrong with the log itself is no matter between the two.
        if (PASSING.has(error.code) || !error.details.username) return
        this.timeline.insert(this.timeline.mark({ record, reason: error.code }))
        this.#changed()
      })
    }
  }

  #wasMember({ seq }, rosters) {
    return Boolean(rosters.before(seq)?.members.some((member) => member.username === this.#login.username))
  }

  #arrive({ seq, head }, rosters, read) {
    this.#rosters = rosters
    this.seq = seq
    this.head = head
    this.#learn(read)
    this.timeline.append(read.items)
  }

  #learn({ others, gone, title }) {
    if (title && title.seq > (this.#title?.seq ?? 0)) this.#title = title
    if (gone.length) this.#forget(gone)
    if (!others.length) return
    for (const { seq, expires } of others) if (expires) this.#ends.set(seq, expires)
    const seqs = others.map(({ seq }) => seq)
    const follow = !this.#others.length || seqs[0] > this.#others.at(-1)
    if (follow) this.#others.push(...seqs)
    else this.#others = inOrder([...this.#others, ...seqs])
  }

  /** These have disappeared. Of what is not loaded, but counts as unread, the end is known. */
  #forget(seqs) {
    const gone = new Set(seqs)
    this.#others = this.#others.filter((seq) => !gone.has(seq) && !isOver(this.#ends.get(seq)))
  }

  #showContradicted() {
    for (const record of this.#reader.contradicted(this.#transcript)) {
      this.timeline.replace(this.timeline.problem({ record, reason: "bad-seen" }))
    }
  }

  async #save() {
    const { kind, log, expire, members, n, head } = this.roster
    const last = this.timeline.lastMessage ?? this.#kept?.last
    await writePosition(this.#login, this.id, {
      seq: this.seq,
      head: this.head,
      roster: { n, head },
      anchors: this.#anchors.filter((anchor) => anchor.seq < this.#first),
      kind,
      log,
      expire,
      members: members.map(({ username, role }) => ({ username, role })),
      title: this.#title,
      others: this.#others,
      ends: [...this.#ends],
      last: last && !isOver(last.expires) ? previewOf(last) : null,
    }, (seq) => this.#transcript.headAt(seq))
  }

  /** Run one change after the other; a refusal of the room's own data makes it unusable, and says why. */
  #inOrder(work, { anew = false } = {}) {
    const done = this.#queue.then(async () => {
      try {
        if (this.refused && !anew) throw new Failure(this.refused)
        return await work()
      } catch (error) {
        const failure = Failure.of(error)
        if (!PASSING.has(failure.code)) this.#refuse(failure)
        throw failure
      }
    })
    this.#queue = done.catch(() => {})
    return done
  }

  #refuse({ code, details }) {
    this.refused = code
    this.timeline.refuse(code, details)
  }
}

/** Where a record stands in its sender's order: in front of a session's first message stands its announcement. */
function place({ seq, kind, id, sender, time }, { sid, idx, reason, erased } = {}, reader) {
  const record = { seq, id, sender, time }
  if (kind === "session") return { record, seq, sid: id, idx: (reader.session(id)?.start ?? NaN) - 1 }
  return { record, seq, sid, idx, refused: Boolean(reason), isUnknown: Boolean(erased) && sid === undefined, of: erased === "left" ? sender : null }
}

const isFar = (position, oldest) => Boolean(position && oldest) && oldest.record.seq - position.seq > MAX_JOINED
const inOrder = (seqs) => [...new Set(seqs)].sort((one, other) => one - other)
