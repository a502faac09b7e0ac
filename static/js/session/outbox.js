import { Failure } from "../net/failure.js"
import { isCount, isHash, newId } from "../crypto/forms.js"
import { localOpen, localSeal } from "../crypto/vault.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Tries with a fresh roster before a message counts as failed: each loses a race against a change of members. */
const TRIES = 8

/** Failures after which the message simply waits. */
const PASSING = new Set(["offline", "server-error", "too-often", "not-logged-in", "ended", "key-changed", "superseded-key", "lost-key"])

/** Pauses, in milliseconds, after a failure that is no lost connection: the first, and the longest. */
const PAUSE = 2_000
const LONGEST_PAUSE = 60_000

/**
 * Everything written and not yet met in its room: an acknowledgement is only what the server says. It rests sealed in this browser, survives a reload, and goes out exactly once:
 * each message keeps its id, and the server takes an id only once.
 * The tabs of one login share it; one tab at a time sends, and tells the others.
 * Events: "sent" {room, seq} when the server has acknowledged one, "failed" {room, id}, "changed" {room}.
 */
export class Outbox extends EventTarget {
  #login
  #socket
  #chain
  #keyLog
  #roomOf
  #channel = new BroadcastChannel("securechat-outbox")
  #running = null
  #again = false
  #pause = 0
  /** When the server would take something in again, where it said that it would not before. */
  #until = 0
  #timer = null
  #opened = new Map()

  /** @param roomOf (id) => Promise of a loaded Room */
  constructor({ login, socket, chain, keyLog, roomOf }) {
    super()
    this.#login = login
    this.#socket = socket
    this.#chain = chain
    this.#keyLog = keyLog
    this.#roomOf = roomOf
    this.#channel.addEventListener("message", ({ data }) => this.#heard(data))
  }

  /**
   * Our session in a loaded room, for a signal: the one that is announced, or where that is asked for one that is announced now. Gives undefined
   * where there is none; no message waits for it, so nothing is tried twice.
   */
  async session(room, { announces }) {
    const announced = await this.#chain.announced(room)
    if (announced || !announces) return announced
    return navigator.locks.request("securechat-outbox", () => this.#chain.open(room, this.#announcer(room))).catch((error) => {
      if (Failure.of(error).code === "client-error") throw error
    })
  }

  /** Put a message in, under an id that it may have already; resolves when it is on the disk. */
  async add(room, kind, body, { replyTo = null, id = newId() } = {}) {
    const content = { kind, body, replyTo, time: Date.now() }
    const entry = await this.#entry(room, content, { id })
    await storage.enqueue(entry)
    this.#opened.set(entry.id, content)
    this.#tellTabs(room)
    this.flush()
  }

  /** What is in here of a room, oldest first: [{id, kind, body, replyTo, time, failed, acked}]. */
  async of(room) {
    const entries = (await storage.waiting()).filter((entry) => entry.room === room)
    return Promise.all(entries.map(async (entry) => {
      return { id: entry.id, failed: entry.failed, acked: Boolean(entry.acked), ...await this.#open(entry) }
    }))
  }

  /** Send a message that had failed once more: sealed anew, since what it was sealed with has ended. */
  async retry(id) {
    await storage.amend(id, { failed: null, sealed: null })
    this.flush()
  }

  async discard(id) {
    await this.#remove(id)
  }

  /** Discard everything of a room that we have left. */
  async forget(room) {
    for (const entry of await storage.waiting()) if (entry.room === room) await this.#remove(entry.id)
  }

  /**
   * Hold what is in here against a room as it has been verified: what was met is done, whether or not the server's answer arrived; what
   * was acknowledged and is not where it should be was not sent. Gives whether anything changed.
   * @param acknowledged the seq that was acknowledged before the room was last brought up to date, where that is known
   */
  async confirm(room, acknowledged = 0) {
    return navigator.locks.request("securechat-outbox-confirm", async () => {
      let isChanged = false
      for (const entry of await storage.waiting()) {
        if (entry.room === room.id && !entry.failed && await this.#confirm(entry, room, acknowledged)) isChanged = true
      }
      if (isChanged) this.#tellTabs(room.id)
      return isChanged
    })
  }

  /** Send what waits, as long as the connection holds. */
  flush() {
    clearTimeout(this.#timer)
    this.#again = true
    this.#running ??= this.#run()
    return this.#running
  }

  /** Send nothing more. */
  close() {
    clearTimeout(this.#timer)
    this.#again = false
    this.#channel.close()
    this.#channel = null
  }

  async #entry(room, content, { id = newId(), failed = null } = {}) {
    const sealed = await localSeal(this.#login.localKey, content)
    return { id, room, content: sealed, failed, sealed: null, acked: null }
  }

  async #confirm(entry, room, acknowledged) {
    const { acked, id } = entry
    if (!room.timeline.hasOwn(id)) {
      if (!acked) return false
      // A room that was asked for after the acknowledgement has come at least as far; whoever shows less has lied once.
      const isDue = room.seq >= acked.seq || acked.seq <= acknowledged || acked.time < room.asked
      if (!isDue) return false
      if (room.seq < acked.seq || !await room.keeps(entry)) return this.#putBack(entry)
    }
    await this.#remove(id)
    if (acked) await room.demandHead(acked)
    return true
  }

  /** It was acknowledged, and nobody has it: whether it goes out again, under another id, the person says. */
  async #putBack(entry) {
    const content = await this.#open(entry)
    const again = await this.#entry(entry.room, content, { failed: "dropped" })
    await storage.exchange(entry.id, again)
    this.#opened.delete(entry.id)
    this.#opened.set(again.id, content)
    return true
  }

  async #run() {
    // Never done before it is known to run: `flush` would take it to be running for ever.
    await null
    try {
      while (this.#again && this.#socket.online) {
        this.#again = false
        if (await navigator.locks.request("securechat-outbox", () => this.#sendAll())) this.#pause = 0
        else this.#tryLater()
      }
    } catch (error) {
      if (error.code !== "ended") console.error(error)
    } finally {
      this.#running = null
    }
  }

  /** After a refusal that may pass. A lost connection needs no clock: whoever makes a new one flushes. */
  #tryLater() {
    this.#pause = Math.min(this.#pause * 2 || PAUSE, LONGEST_PAUSE)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), Math.max(this.#pause, this.#until - Date.now()))
  }

  /** Gives whether everything was sent, or failed for good. */
  async #sendAll() {
    let order = 0
    // What waits in one room keeps its order, and no other room waiting.
    const stuck = new Set()
    for (;;) {
      // It counts for all rooms together, and asking does, too.
      if (Date.now() < this.#until) return false
      const entry = await storage.nextWaiting(order, stuck)
      if (!entry || !this.#socket.online) return !stuck.size
      order = entry.order
      try {
        const acked = { ...await this.#send(entry), time: Date.now() }
        await storage.amend(entry.id, { acked })
        this.#tell("sent", { room: entry.room, seq: acked.seq })
      } catch (error) {
        const { code, until } = Failure.of(error)
        if (code === "too-often") this.#until = until ?? 0
        if (PASSING.has(code)) {
          // Nothing to tell: another tab would only try the same at once.
          stuck.add(entry.room)
          continue
        }
        await this.#fail(entry, code)
      }
      this.#tellTabs(entry.room)
    }
  }

  async #fail({ id, room }, code) {
    // The text sealed so far goes too: its session has ended.
    await storage.amend(id, { failed: code, sealed: null })
    await this.#chain.end(room)
    this.#tell("failed", { room, id })
  }

  async #send(entry) {
    const room = await this.#roomOf(entry.room)
    let { sealed } = entry
    let begunAnew = false
    for (let tries = 1; ; tries++) {
      try {
        demandFree(room)
        // What once left is repeated byte for byte: it may have arrived though its answer did not.
        sealed ??= await this.#seal(room, entry)
        demandFree(room)
        const { seq, head } = await this.#post(room.id, "message", entry.id, sealed.text, sealed.roster)
        if (!isCount(seq) || !isHash(head) || seq <= sealed.seen) throw new Failure("server-error")
        return { seq, head }
      } catch (error) {
        if (tries === TRIES) throw error
        if (error.code === "stale-roster") await this.#catchUp(room)
        // The server knows our session no more: it has lost the announcement.
        else if (error.code === "bad-request" && sealed && !begunAnew) await this.#chain.end(room.id)
        else throw error
        begunAnew ||= error.code === "bad-request"
        sealed = null
      }
    }
  }

  async #catchUp(room) {
    await room.catchUp()
    this.#tell("changed", { room: room.id })
  }

  async #seal(room, entry) {
    if (!room.active) throw new Failure("not-found")
    const { keys } = this.#login
    const { session, idx } = await this.#chain.next(room, this.#announcer(room))
    // What an older release put in answers nothing.
    const { kind, body, time, replyTo = null } = await this.#open(entry)
    const seen = { head: room.head, seq: room.seq }
    const log = this.#keyLog.checkpoint
    const text = await crypto.makeMessage({ keys, session, idx, id: entry.id, kind, body, seen, time, replyTo, log })
    const sealed = { text, roster: session.roster, seen: seen.seq }
    await this.#chain.spend(room.id, { session, idx }, entry.id, sealed)
    return sealed
  }

  #announcer(room) {
    return (sid, text, roster) => {
      demandFree(room)
      return this.#post(room.id, "session", sid, text, roster)
    }
  }

  #post(room, kind, id, data, roster) {
    return this.#socket.request("send", { room, kind, id, data, roster })
  }

  async #open({ id, content }) {
    if (!this.#opened.has(id)) this.#opened.set(id, await localOpen(this.#login.localKey, content))
    return this.#opened.get(id)
  }

  async #remove(id) {
    this.#opened.delete(id)
    await storage.dequeue(id)
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  /** Other tabs show what waits, too, and one of them may be the one with a connection. */
  #tellTabs(room) {
    this.#channel?.postMessage(room)
  }

  #heard(room) {
    this.#tell("changed", { room })
    if (this.#socket.online && !this.#running) this.flush()
  }
}

/** Nothing goes out where somebody's keys have changed, nor what was sealed before, until the person has decided. */
function demandFree({ blocked, refused }) {
  if (refused) throw new Failure(refused)
  if (blocked) throw new Failure(blocked.reason, { username: blocked.username })
}
