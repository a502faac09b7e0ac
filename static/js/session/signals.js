import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"

/** Members of a room in which signals are given: everybody in it hears each of them. */
export const MAX_MEMBERS = 50

/**
 * Signals (PROTOCOL 19) on their way out and in: what is true only for a moment. Nothing of them is kept by the server, nothing is lost by losing
 * one, and to the server each looks like any other.
 */
export class Signals {
  #login
  #socket
  #outbox
  #rooms
  #settled
  #listeners = {}
  #hearing = new Map()
  #last = 0

  /** @param settled (room id) => Promise that the room has taken in what was sent before */
  constructor({ login, socket, outbox, rooms, settled }) {
    this.#login = login
    this.#socket = socket
    this.#outbox = outbox
    this.#rooms = rooms
    this.#settled = settled
  }

  /**
   * Hear the signals of a kind.
   * @param listener ({room, sender, body, time}) of somebody else
   */
  on(kind, listener) {
    this.#listeners[kind] = listener
  }

  /** Whether anything can be said in a room now: nothing is to anybody whose keys are in question. */
  canSay(id) {
    const room = this.#rooms.peek(id)
    if (!room?.active || room.blocked || room.refused || !this.#socket.online) return false
    const { length } = room.roster.members
    return length > 1 && length <= MAX_MEMBERS
  }

  /**
   * Say something to who is there. Gives whether it was said: not without a session of ours in this room, unless one may be announced for it.
   * @param announces whether a session is begun where there is none
   */
  async say(id, kind, body = null, { announces = false } = {}) {
    if (!this.canSay(id)) return false
    const session = await this.#outbox.session(this.#rooms.peek(id), { announces })
    if (!session || !this.canSay(id)) return false
    const time = Date.now()
    this.#last = Math.max(time, this.#last + 1)
    const data = await crypto.makeSignal({ keys: this.#login.keys, session, n: this.#last, kind, time, body })
    try {
      await this.#socket.request("signal", { room: id, data, roster: session.roster })
      return true
    } catch (error) {
      if (Failure.of(error).code === "stale-roster") return false
      throw error
    }
  }

  /** Take in a signal from the socket. What cannot be opened is dropped: it was true only for a moment. */
  hear(payload) {
    // One after the other: whether one is a replay is known when the one before it was opened.
    const heard = (this.#hearing.get(payload.room) ?? Promise.resolve()).catch(() => {}).then(() => this.#hear(payload))
    this.#hearing.set(payload.room, heard)
    return heard
  }

  async #hear({ room: id, sender, data }) {
    if (sender === this.#login.username || !this.#rooms.peek(id)) return
    // Its session may be among the records that came just before it.
    await this.#settled(id)
    const room = this.#rooms.peek(id)
    if (!room?.active) return
    const signal = await room.openSignal({ sender, data })
    if (signal && room.member(sender)) await this.#listeners[signal.kind]?.({ ...signal, room: id, sender })
  }
}
