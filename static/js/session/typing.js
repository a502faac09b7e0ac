/** How long somebody counts as writing after a signal, in milliseconds, and how often we say so ourselves. */
const LASTS = 6_000
const EVERY = 3_000

/** Who is writing. */
export class Typing {
  #signals
  #privacy
  #changed
  #people = new Map()
  #said = new Map()

  /** @param changed (room id): somebody began or ceased to write */
  constructor({ signals, privacy, changed }) {
    this.#signals = signals
    this.#privacy = privacy
    this.#changed = changed
    signals.on("typing", ({ room, sender }) => privacy.gives("typing") && this.#begin(room, sender))
  }

  /** Who is writing in a room, as usernames. */
  in(room) {
    return this.#privacy.gives("typing") ? [...this.#people.get(room)?.keys() ?? []] : []
  }

  /** Say that we are writing; nobody is told more often than is of use, and no session is begun for it. */
  async say(room) {
    const now = Date.now()
    if (!this.#privacy.gives("typing") || now - (this.#said.get(room) ?? 0) < EVERY) return
    this.#said.set(room, now)
    if (!await this.#signals.say(room, "typing")) this.#said.delete(room)
  }

  /** These people's messages have come: they are not writing any more. */
  ended(room, usernames) {
    for (const username of usernames) this.#end(room, username)
  }

  close() {
    for (const people of this.#people.values()) for (const timer of people.values()) clearTimeout(timer)
    this.#people.clear()
  }

  #begin(room, username) {
    const people = this.#people.get(room) ?? new Map()
    this.#people.set(room, people)
    const isNew = !people.has(username)
    clearTimeout(people.get(username))
    people.set(username, setTimeout(() => this.#end(room, username), LASTS))
    if (isNew) this.#changed(room)
  }

  #end(room, username) {
    const people = this.#people.get(room)
    if (!people?.has(username)) return
    clearTimeout(people.get(username))
    people.delete(username)
    this.#changed(room)
  }
}
