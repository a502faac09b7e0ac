import * as storage from "./storage.js"

/**
 * The list of chats: of rooms that are loaded what they say themselves, of the others what this browser kept of the last visit.
 */
export class Chats {
  #login
  #rooms
  #marks
  #summaries = new Map()
  #kept = new Map()

  constructor(login, rooms, marks) {
    this.#login = login
    this.#rooms = rooms
    this.#marks = marks
  }

  /** Chats, newest activity first: {room, kind, title, peer, members, log, active, unread, last, refused}. */
  get list() {
    const ids = new Set([...this.#summaries.keys(), ...this.#rooms.loaded.map((room) => room.id)])
    return [...ids].map((id) => this.#chat(id)).filter(Boolean).sort((one, other) => other.time - one.time)
  }

  /** Take in the summaries of PROTOCOL 13. */
  async learn(summaries) {
    this.#summaries = new Map(summaries.map((summary) => [summary.room, summary]))
    for (const { room } of summaries) {
      const kept = await storage.getSealed(this.#login.localKey, "rooms", room)
      if (kept) this.#kept.set(room, kept)
    }
  }

  /** Of these summaries the ones with something that we have not seen, newest first. */
  toLoad(summaries) {
    return summaries
      .filter(({ room, seq }) => (this.#rooms.peek(room) ?? this.#kept.get(room))?.seq !== seq || this.#isUnread(room))
      .sort((one, other) => (other.time ?? 0) - (one.time ?? 0))
  }

  forget(id) {
    this.#summaries.delete(id)
    this.#kept.delete(id)
  }

  #isUnread(id) {
    const kept = this.#kept.get(id)
    return !this.#rooms.peek(id) && kept?.seq > this.#marks.get(id)
  }

  #chat(id) {
    const room = this.#rooms.peek(id)
    const summary = this.#summaries.get(id)
    const roster = room?.roster
    if (!roster && !summary) return null
    const { kind, members, log } = roster ?? summary
    const names = members.map((member) => member.username).filter((name) => name !== this.#login.username)
    const peer = kind === "direct" ? names[0] ?? null : null
    const last = this.#last(room, id)
    return {
      room: id,
      kind,
      peer,
      title: peer ?? room?.title ?? this.#kept.get(id)?.title ?? (names.join(", ") || "Only you"),
      members: members.map(({ username, role }) => ({ username, role })),
      log,
      active: room?.active ?? true,
      refused: room?.refused ?? null,
      unread: room ? room.timeline.othersSeqs.filter((seq) => seq > this.#marks.get(id)).length : 0,
      last,
      time: last?.time ?? summary?.time ?? room?.since ?? 0,
    }
  }

  #last(room, id) {
    const shown = room?.timeline.lastMessage
    if (!shown) return this.#kept.get(id)?.last ?? null
    return { sender: shown.sender, text: shown.text, time: shown.time }
  }
}
