import { crypto } from "./crypto.js"

/** How long somebody counts as writing after a signal, in milliseconds, and how often we say so ourselves. */
const LASTS = 6_000
const EVERY = 3_000

/** What is true only for a moment (PROTOCOL 19): who is writing. Nothing of it is kept, and nothing is lost by losing one. */
export class Signals {
  #login
  #socket
  #chain
  #rooms
  #changed
  #typing = new Map()
  #said = new Map()

  /** @param changed (room id): somebody began or ceased to write */
  constructor({ login, socket, chain, rooms, changed }) {
    this.#login = login
    this.#socket = socket
    this.#chain = chain
    this.#rooms = rooms
    this.#changed = changed
  }

  /** Who is writing in a room, as usernames. */
  typing(room) {
    return [...this.#typing.get(room)?.keys() ?? []]
  }

  /** Say that we are writing; a session has to be announced already, and nobody is told more often than is of use. */
  async say(id) {
    const room = this.#rooms.peek(id)
    const now = Date.now()
    if (!room?.active || room.blocked || !this.#socket.online || now - (this.#said.get(id) ?? 0) < EVERY) return
    this.#said.set(id, now)
    const session = await this.#chain.announced(room)
    if (!session) return this.#said.delete(id)
    const data = await crypto.makeSignal({ keys: this.#login.keys, session, n: now, kind: "typing", time: now })
    await this.#socket.request("signal", { room: id, data, roster: session.roster })
  }

  /** Take in a signal from the socket. What cannot be opened is dropped: it was true only for a moment. */
  async hear({ room: id, sender, data }) {
    const room = this.#rooms.peek(id)
    const signal = await room?.openSignal({ sender, data })
    if (signal?.kind === "typing" && sender !== this.#login.username) this.#begin(id, sender)
  }

  /** These people's messages have come: they are not writing any more. */
  ended(id, usernames) {
    for (const username of usernames) this.#end(id, username)
  }

  close() {
    for (const people of this.#typing.values()) for (const timer of people.values()) clearTimeout(timer)
    this.#typing.clear()
  }

  #begin(id, username) {
    const people = this.#typing.get(id) ?? new Map()
    this.#typing.set(id, people)
    const isNew = !people.has(username)
    clearTimeout(people.get(username))
    people.set(username, setTimeout(() => this.#end(id, username), LASTS))
    if (isNew) this.#changed(id)
  }

  #end(id, username) {
    const people = this.#typing.get(id)
    if (!people?.has(username)) return
    clearTimeout(people.get(username))
    people.delete(username)
    this.#changed(id)
  }
}
