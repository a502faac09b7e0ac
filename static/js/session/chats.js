import { legible } from "../lib/markup/legible.js"
import { t } from "../lib/words.js"
import { isClosed, wayOn } from "./closing.js"
import { isOver } from "./expiry.js"
import { readPosition } from "./position.js"
import { previewOf } from "./preview.js"

/**
 * The list of chats: of rooms that are loaded what they say themselves, of the others what this browser had verified at its last
 * visit, and only of those that it never saw what the server says.
 */
export class Chats {
  #login
  #rooms
  #marks
  #contacts
  #arrangement
  #notes
  #typing
  #presence
  #drafts
  #summaries = new Map()
  #kept = new Map()
  #list = null

  constructor({ login, rooms, marks, contacts, arrangement, notes, typing, presence, drafts }) {
    this.#login = login
    this.#rooms = rooms
    this.#marks = marks
    this.#contacts = contacts
    this.#arrangement = arrangement
    this.#notes = notes
    this.#typing = typing
    this.#presence = presence
    this.#drafts = drafts
  }

  /**
   * Chats, the pinned ones first, then newest activity first: {room, kind, title, peer, members, log, expire, active, unread, last, refused,
   * verified, blocked, typing}.
   * `verified`: a direct chat with somebody whose safety number was compared; `blocked`: {reason, username} where somebody's keys keep
   * everything from being sent, else null; `way`: the way on where a member's keys are lost (closing.js), else null, and `isClosed`: nothing is
   * ever sent here any more because of that, so it is not `active`; `typing`: who is writing; {pinned, archived, muted: until when, isMuted}: how they are arranged;
   * `presence` of the other one in a direct chat: "here", "idle" or null; `draft`: what was begun and not sent, or null.
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

  /** When a preview disappears next of a chat that is not loaded, or Infinity. */
  get nextExpiry() {
    const others = [...this.#kept].filter(([id]) => !this.#rooms.peek(id)?.roster)
    return Math.min(...others.map(([, { last }]) => last?.expires ?? Infinity))
  }

  /** Let go of the previews that have disappeared by now, here at once and then in storage. */
  async expire() {
    const over = [...this.#kept].filter(([, { last }]) => isOver(last?.expires))
    for (const [id, kept] of over) this.#kept.set(id, { ...kept, last: null })
    this.changed()
    await Promise.all(over.map(([id]) => readPosition(this.#login, id)))
  }

  forget(id) {
    this.#summaries.delete(id)
    this.#kept.delete(id)
    this.changed()
  }

  #make() {
    const ids = new Set([...this.#summaries.keys(), ...this.#rooms.loaded.map((room) => room.id)])
    return [...ids].map((id) => this.#chat(id)).filter(Boolean)
      .sort((one, other) => other.pinned - one.pinned || other.time - one.time)
  }

  #chat(id) {
    const loaded = this.#rooms.peek(id)
    const room = loaded?.roster ? loaded : null
    const kept = this.#kept.get(id)
    const summary = this.#summaries.get(id)
    const about = room?.roster ?? kept ?? summary
    if (!about || !(room || summary)) return null
    const { kind, members, log, expire = 0 } = about
    const names = members.map((member) => member.username).filter((name) => name !== this.#login.username)
    const peer = kind === "direct" ? names[0] ?? null : null
    const last = this.#last(room) ?? (isOver(kept?.last?.expires) ? null : kept?.last ?? null)
    const way = wayOn({ kind, members, lost: room?.lost ?? [] }, this.#login.username)
    const isNotes = this.#notes.isNotes({ room: id, kind, members })
    const said = isNotes ? t("notes") : room ? room.title : kept?.title?.text
    return {
      room: id,
      kind,
      peer,
      isNotes,
      title: peer ?? (said && legible(said)) ?? (names.join(", ") || t("chat-only-you")),
      members: members.map(({ username, role }) => ({ username, role })),
      log,
      expire,
      active: (room?.active ?? true) && !isClosed(way),
      isClosed: isClosed(way),
      way,
      refused: loaded?.refused ?? null,
      verified: peer !== null && this.#contacts.person(peer).verified,
      blocked: room?.blocked ?? null,
      typing: this.#typing.in(id),
      presence: peer === null ? null : this.#presence.of(peer),
      ...arranged(this.#arrangement, id),
      unread: this.#unread(room, kept, this.#marks.get(id)),
      last,
      draft: this.#drafts.get(id)?.text ?? null,
      time: last?.time ?? summary?.time ?? room?.since ?? 0,
    }
  }

  #unread(room, kept, mark) {
    if (room) return room.countSince(mark)
    const ends = new Map(kept?.ends)
    return kept?.others.filter((seq) => seq > mark && !isOver(ends.get(seq))).length ?? 0
  }

  #last(room) {
    const shown = room?.timeline.lastMessage
    return shown && previewOf(shown)
  }
}

function arranged(arrangement, id) {
  const { pinned, archived, muted } = arrangement.of(id)
  return { pinned, archived, muted, isMuted: arrangement.isMuted(id) }
}
