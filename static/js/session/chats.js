import { readPosition } from "./position.js"

/**
 * The list of chats: of rooms that are loaded what they say themselves, of the others what this browser had verified at its last
 * visit, and only of those that it never saw what the server says.
 */
export class Chats {
  #login
  #rooms
  #marks
  #contacts
  #signals
  #summaries = new Map()
  #kept = new Map()
  #list = null

  constructor({ login, rooms, marks, contacts, signals }) {
    this.#login = login
    this.#rooms = rooms
    this.#marks = marks
    this.#contacts = contacts
    this.#signals = signals
  }

  /**
   * Chats, newest activity first: {room, kind, title, peer, members, log, active, unread, last, refused, verified, blocked, typing}.
   * `verified`: a direct chat with somebody whose safety number was compared; `blocked`: {reason, username} where somebody's keys keep
   * everything from being sent, else null; `typing`: who is writing.
   */
  get list() {
    return this.#list ??= this.#make()
  }

  /** Something that the list says has changed. */
  changed() {
    this.#list = null
  }

  /** Take in the summaries of PROTOCOL 13. */
  async learn(summaries) {
    const unread = summaries.filter(({ room }) => !this.#kept.has(room) && !this.#rooms.peek(room)?.roster)
    await Promise.all(unread.map(async ({ room }) => {
      const kept = await readPosition(this.#login, room)
      if (kept) this.#kept.set(room, kept)
    }))
    this.#summaries = new Map(summaries.map((summary) => [summary.room, summary]))
    this.changed()
  }

  /** Of these summaries the ones with something that this browser has not verified, newest first. */
  toLoad(summaries) {
    return summaries
      .filter(({ room, seq, head }) => {
        const loaded = this.#rooms.peek(room)
        const known = loaded?.roster ? loaded : this.#kept.get(room)
        return !known || known.seq !== seq || known.head !== head || loaded?.refused || loaded?.active === false
      })
      .sort((one, other) => (other.time ?? 0) - (one.time ?? 0))
  }

  forget(id) {
    this.#summaries.delete(id)
    this.#kept.delete(id)
    this.changed()
  }

  #make() {
    const ids = new Set([...this.#summaries.keys(), ...this.#rooms.loaded.map((room) => room.id)])
    return [...ids].map((id) => this.#chat(id)).filter(Boolean).sort((one, other) => other.time - one.time)
  }

  #chat(id) {
    const loaded = this.#rooms.peek(id)
    const room = loaded?.roster ? loaded : null
    const kept = this.#kept.get(id)
    const summary = this.#summaries.get(id)
    const about = room?.roster ?? kept ?? summary
    if (!about || !(room || summary)) return null
    const { kind, members, log } = about
    const names = members.map((member) => member.username).filter((name) => name !== this.#login.username)
    const peer = kind === "direct" ? names[0] ?? null : null
    const last = this.#last(room) ?? kept?.last ?? null
    return {
      room: id,
      kind,
      peer,
      title: peer ?? (room ? room.title : kept?.title?.text) ?? (names.join(", ") || "Only you"),
      members: members.map(({ username, role }) => ({ username, role })),
      log,
      active: room?.active ?? true,
      refused: loaded?.refused ?? null,
      verified: peer !== null && this.#contacts.person(peer).verified,
      blocked: room?.blocked ?? null,
      typing: this.#signals.typing(id),
      unread: this.#unread(room, kept, this.#marks.get(id)),
      last,
      time: last?.time ?? summary?.time ?? room?.since ?? 0,
    }
  }

  #unread(room, kept, mark) {
    return room ? room.countSince(mark) : kept?.others.filter((seq) => seq > mark).length ?? 0
  }

  #last(room) {
    const shown = room?.timeline.lastMessage
    return shown && { sender: shown.sender, text: shown.text, time: shown.time }
  }
}
