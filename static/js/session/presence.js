/** How often we say that we are there, and after how long a person who has not said so counts as gone, in milliseconds. */
const EVERY = 60_000
const LASTS = 150_000

/** An answer waits this long, in milliseconds, for each member in front of us, so that not all give theirs at the same moment. */
const TURN = 40

/** Whoever asks in a room again is answered this much later, in milliseconds: each answer of each member goes to all of them. */
const ANSWERED = 10_000

/**
 * Who is there (PROTOCOL 19, `here` and `away`). Nothing of it is kept, by nobody: there is no "last seen". It goes out with sessions that are there
 * already, in as few rooms as reach everybody.
 */
export class Presence {
  #username
  #signals
  #privacy
  #rooms
  #changed
  #people = new Map()
  #asked = new Set()
  #answers = new Map()
  #answered = new Map()
  #isIdle = false
  #beat = null
  #isOver = false

  /** @param changed () somebody came, went, or turned to something else */
  constructor({ username, signals, privacy, rooms, changed }) {
    this.#username = username
    this.#signals = signals
    this.#privacy = privacy
    this.#rooms = rooms
    this.#changed = changed
    signals.on("here", (signal) => this.#hear(signal))
    signals.on("away", ({ sender }) => this.#gone(sender))
  }

  /** "here", "idle", or null where that is not known. */
  of(username) {
    return this.#privacy.gives("presence") ? this.#people.get(username)?.state ?? null : null
  }

  /** A connection is there: from now on we say so now and then, and ask in each room once. */
  connected() {
    // A connection, or a decision, that was under way when the page ended.
    if (this.#isOver) return
    this.#asked.clear()
    clearInterval(this.#beat)
    this.#beat = setInterval(() => this.#say(), EVERY)
    for (const { id } of this.#rooms.loaded) this.loaded(id)
  }

  /** The connection is lost: of nobody is anything known. */
  disconnected() {
    clearInterval(this.#beat)
    for (const { timer } of this.#people.values()) clearTimeout(timer)
    this.#people.clear()
    this.#changed()
  }

  /** A room is up to date: whoever is in it is asked. */
  async loaded(room) {
    if (this.#asked.has(room) || !this.#privacy.gives("presence")) return
    this.#asked.add(room)
    if (!await this.#tell(room, "here", { ask: true, idle: this.#isIdle })) this.#asked.delete(room)
  }

  /** Somebody is at this browser again, or nobody is. */
  idle(isIdle) {
    if (isIdle === this.#isIdle) return
    this.#isIdle = isIdle
    this.#say()
  }

  /** What is given was decided anew. */
  decided() {
    if (this.#privacy.gives("presence")) return this.connected()
    this.leave()
    this.disconnected()
  }

  /** Say that we are going. */
  async leave() {
    const rooms = this.#cover()
    this.#asked.clear()
    await Promise.all(rooms.map((room) => this.#tell(room, "away")))
  }

  close() {
    this.#isOver = true
    clearInterval(this.#beat)
    for (const { timer } of this.#people.values()) clearTimeout(timer)
    for (const timer of this.#answers.values()) clearTimeout(timer)
  }

  async #say() {
    if (!this.#privacy.gives("presence")) return
    for (const { id } of this.#rooms.loaded) this.loaded(id)
    await Promise.all(this.#cover().map((room) => this.#tell(room, "here", { ask: false, idle: this.#isIdle })))
  }

  #tell(room, kind, body = null) {
    return this.#signals.say(room, kind, body).catch(() => false)
  }

  #hear({ room, sender, body: { ask, idle } }) {
    if (this.#isOver || !this.#privacy.gives("presence")) return
    const before = this.#people.get(sender)
    clearTimeout(before?.timer)
    const timer = setTimeout(() => this.#gone(sender), LASTS)
    const state = idle ? "idle" : "here"
    this.#people.set(sender, { state, timer })
    if (before?.state !== state) this.#changed()
    if (ask) this.#answer(room, sender)
  }

  #answer(room, sender) {
    if (this.#answers.has(room)) return
    const turn = this.#rooms.peek(room).roster.members.findIndex(({ username }) => username === this.#username)
    const asker = `${room} ${sender}`
    const rest = Math.max(0, (this.#answered.get(asker) ?? 0) + ANSWERED - Date.now())
    this.#answered.set(asker, Date.now() + rest)
    this.#answers.set(room, setTimeout(() => {
      this.#answers.delete(room)
      if (this.#privacy.gives("presence")) this.#tell(room, "here", { ask: false, idle: this.#isIdle })
    }, rest + turn * TURN))
  }

  #gone(username) {
    clearTimeout(this.#people.get(username)?.timer)
    if (this.#people.delete(username)) this.#changed()
  }

  /** Rooms in which we have said that we are there, the smallest first, that together reach everybody whom any reaches. */
  #cover() {
    const reached = new Set()
    return this.#rooms.loaded
      .filter(({ id }) => this.#asked.has(id) && this.#signals.canSay(id))
      .sort((one, other) => one.roster.members.length - other.roster.members.length)
      .filter(({ roster }) => {
        const before = reached.size
        for (const { username } of roster.members) reached.add(username)
        return reached.size > before
      })
      .map(({ id }) => id)
  }
}
