import * as storage from "./storage.js"

/** A mark waits this long, in milliseconds, for one that follows it, and in a room there is one so often at most. */
const SOON = 300
const EVERY = 1_000

/** Whoever speaks in a room is answered with our marks, but not more often than this: they may have been away. */
const ANSWERED = 30_000

/**
 * Members of a room in which a session is begun for nothing but a mark: in larger ones every change of the members would make each reader announce
 * one to all. There marks go out with the session of whoever writes.
 */
const ANNOUNCED = 8

/**
 * How far what a room has was received and seen by its other members: what they say of it (PROTOCOL 19, `marks`), and what we say.
 * What was heard rests sealed in this browser: its sender may be away when it is looked at next. What was said by whom is signed by
 * them, so that nobody can speak for another, and goes forward only.
 */
export class Receipts {
  #login
  #signals
  #privacy
  #rooms
  #read
  #changed
  #heard
  #announced
  #people = new Map()
  #said = new Map()
  #timers = new Map()
  #isOver = false

  /**
   * @param read the ReadMarks: up to where this account has read
   * @param changed (room id): a message shows that it came further
   * @param heard (room id): somebody has received or seen more, whether or not that shows in a message
   * @param announced (room id): there is a session of ours now, if there was none
   */
  constructor({ login, signals, privacy, rooms, read, changed, heard, announced }) {
    this.#login = login
    this.#signals = signals
    this.#privacy = privacy
    this.#rooms = rooms
    this.#read = read
    this.#changed = changed
    this.#heard = heard
    this.#announced = announced
    signals.on("marks", (signal) => this.#hear(signal))
  }

  /**
   * Who of the other members has received, and seen, what stands at a seq: {delivered: [username], read: [username], waiting: [username]}. Whoever
   * joined behind it is in none of these: they cannot read it, however far their marks go.
   */
  of(room, seq) {
    const found = { delivered: [], read: [], waiting: [] }
    for (const { username, since, delivered, read } of this.#others(room)) {
      if (since >= seq) continue
      found[seq <= read ? "read" : seq <= delivered ? "delivered" : "waiting"].push(username)
    }
    return found
  }

  /** A room was loaded: what was heard of it in earlier visits shows, and what is new to the others is said. */
  async loaded(room) {
    if (!this.#people.has(room)) {
      const kept = await storage.getSealed(this.#login.localKey, "state", `receipts ${room}`)
      this.#people.set(room, new Map(kept))
    }
    this.#judge(room)
    this.tell(room)
  }

  /** There is something new in a room, or it was read. */
  met(room) {
    this.#judge(room)
    this.tell(room)
  }

  /** Say our marks once more, new or not: we were away, and so may the others have been. */
  repeat(room) {
    if (Date.now() - (this.#said.get(room) ?? 0) < ANSWERED) return
    this.#said.set(room, Date.now())
    this.#schedule(room, true)
  }

  /** Say what is new in our marks, soon. */
  tell(room) {
    this.#schedule(room, false)
  }

  /** What is shown was decided anew. */
  decided() {
    for (const room of this.#people.keys()) this.#judge(room)
  }

  async forget(room) {
    clearTimeout(this.#timers.get(room)?.timer)
    this.#people.delete(room)
    await storage.remove("state", `receipts ${room}`)
    await storage.remove("state", `told ${room}`)
  }

  close() {
    this.#isOver = true
    for (const { timer } of this.#timers.values()) clearTimeout(timer)
  }

  #hear({ room, sender, body }) {
    const people = this.#people.get(room)
    if (!people) return
    const marks = { ...people.get(sender) }
    for (const [name, seq] of Object.entries(body)) {
      // Or is it about a record that has not come here yet? Then it counts when it has.
      if (this.#privacy.gives(name) && seq > (marks[name] ?? 0)) marks[isMet(this.#rooms.peek(room), seq) ? name : `${name}Early`] = seq
    }
    people.set(sender, marks)
    this.#keep(room)
    this.#judge(room)
    this.#heard(room)
    this.repeat(room)
  }

  /** Show what is known by now, as far as there are records for it. */
  #judge(id) {
    const room = this.#rooms.peek(id)
    const people = this.#people.get(id)
    if (!room?.roster || !people) return
    for (const [username, marks] of people) people.set(username, promoted(marks, (seq) => isMet(room, seq)))
    if (room.timeline.reach(this.#others(id))) this.#changed(id)
  }

  /** What is known of each of the other members: [{username, since, delivered, read}], all but the first as seqs. */
  #others(id) {
    const room = this.#rooms.peek(id)
    return (room?.roster?.members ?? [])
      .filter(({ username }) => username !== this.#login.username)
      .map(({ username }) => ({ username, since: room.memberSince(username), ...this.#marksOf(id, username) }))
  }

  #marksOf(room, username) {
    const marks = this.#people.get(room)?.get(username) ?? {}
    const shown = (name) => this.#privacy.gives(name) ? marks[name] ?? 0 : 0
    return { delivered: shown("delivered"), read: shown("read") }
  }

  #keep(room) {
    const people = [...this.#people.get(room)]
    storage.putSealed(this.#login.localKey, "state", `receipts ${room}`, people).catch(() => {})
  }

  #schedule(room, repeats) {
    const waiting = this.#timers.get(room)
    if (this.#isOver) return
    if (waiting?.timer) {
      waiting.repeats ||= repeats
      return
    }
    const pause = Math.max(SOON, (waiting?.last ?? 0) + EVERY - Date.now())
    const next = { repeats, last: Date.now() + pause }
    next.timer = setTimeout(() => {
      next.timer = null
      this.#say(room, next.repeats).catch((error) => this.#isOver || console.warn("marks not sent:", error.code ?? error.message))
    }, pause)
    this.#timers.set(room, next)
  }

  /** One tab at a time, and each sees what the others have said. */
  #say(id, repeats) {
    return navigator.locks.request("securechat-receipts", async () => {
      const room = this.#rooms.peek(id)
      if (this.#isOver || !this.#signals.canSay(id)) return
      const { localKey } = this.#login
      const told = await storage.getSealed(localKey, "state", `told ${id}`) ?? { delivered: 0, read: 0 }
      const { body, isNews } = this.#due(room, told)
      if (!(isNews || repeats) || !Object.keys(body).length) return
      const announces = isNews && room.roster.members.length <= ANNOUNCED
      if (!await this.#signals.say(id, "marks", body, { announces })) return
      this.#announced(id)
      this.#said.set(id, Date.now())
      await storage.putSealed(localKey, "state", `told ${id}`, { ...told, ...body })
    })
  }

  #due(room, told) {
    const marks = { delivered: room.seq, read: Math.min(this.#read.get(room.id), room.seq) }
    const given = Object.entries(marks).filter(([name]) => this.#privacy.gives(name))
    // Only what others wrote is marked: between two marks without any, nothing has been received or seen.
    const isNews = given.some(([name, seq]) => seq > told[name] && room.countSince(told[name]) > room.countSince(seq))
    return { body: Object.fromEntries(given), isNews }
  }
}

const isMet = (room, seq) => seq <= room.seq

/** Marks that came before their record count once it is there. */
function promoted(marks, isThere) {
  const counted = { ...marks }
  for (const name of ["delivered", "read"]) {
    const early = marks[`${name}Early`]
    if (early === undefined || !isThere(early)) continue
    counted[name] = Math.max(early, marks[name] ?? 0)
    delete counted[`${name}Early`]
  }
  return counted
}
