import * as api from "../net/api.js"
import { Failure, isPassing } from "../net/failure.js"
import { Socket } from "../net/socket.js"
import { forget, logout } from "./account.js"
import { AccountData } from "./account_data.js"
import { Chain } from "./chain.js"
import { Chats } from "./chats.js"
import { Contacts } from "./contacts.js"
import { crypto } from "./crypto.js"
import { Directory } from "./directory.js"
import { KeyLog } from "./key_log.js"
import { Loader, longer, PAUSE, wait } from "./loader.js"
import { News } from "./news.js"
import { Outbox } from "./outbox.js"
import { ReadMarks } from "./read_marks.js"
import { Rooms } from "./rooms.js"
import { Signals } from "./signals.js"
import * as storage from "./storage.js"

/** Times that a server that answers otherwise may give nothing of its key log, before that is said. */
const WITHHELD = 4

/** Refusals of a whole visit: the keys of this browser go. */
const ENDED = new Set(["not-logged-in", "ended"])

/**
 * The account's visit to the chat: what views listen to and call. It wires rooms, outbox, marks and connection together; longer
 * than most files because everything that a view may ask for is here.
 * Events (detail): "chats" {}, "timeline" {room, change}, "people" {username}, "alarms" {}, "connection" {state}, "ended" {code}.
 */
export class Client extends EventTarget {
  #login
  #socket = new Socket()
  #keyLog
  #contacts
  #directory
  #rooms
  #outbox
  #marks
  #data
  #signals
  #chats
  #loader
  #news = new News((name, detail) => this.dispatchEvent(new CustomEvent(name, { detail })))
  #channel = new BroadcastChannel("securechat")
  #connections = 0
  #announced = null
  #over = false

  /** Open the visit. Rejects with Failure `not-logged-in`, `no-keys` or `offline`. */
  static async start() {
    const me = await api.me().catch(async (error) => {
      if (ENDED.has(error.code)) await forget()
      throw error
    })
    const login = await storage.get("login", "current")
    if (login?.username !== me.username) {
      // Or has another tab just logged out? Then this says so.
      await api.me()
      throw new Failure("no-keys")
    }
    storage.enter(login)
    const own = await crypto.readBundle(login.bundle, login.username)
    const client = new Client(login, own)
    await client.#open()
    return client
  }

  constructor(login, own) {
    super()
    this.#login = login
    this.#keyLog = new KeyLog(own)
    this.#contacts = new Contacts(own)
    this.#directory = new Directory(own, this.#keyLog, this.#contacts)
    const people = { directory: this.#directory, contacts: this.#contacts, keyLog: this.#keyLog }
    this.#rooms = new Rooms(login, people, (room) => this.#changed(room, "update"))
    this.#marks = new ReadMarks(login)
    this.#data = new AccountData(login, own, { read: this.#marks, contacts: this.#contacts, log: this.#keyLog })
    const chain = new Chain(login, this.#directory)
    const socket = this.#socket
    this.#outbox = new Outbox({ login, socket, chain, keyLog: this.#keyLog, roomOf: (room) => this.#rooms.get(room) })
    this.#signals = new Signals({ login, socket, chain, rooms: this.#rooms, changed: () => this.#chatsChanged() })
    this.#chats = new Chats({
      login, rooms: this.#rooms, marks: this.#marks, contacts: this.#contacts, signals: this.#signals,
    })
    this.#loader = new Loader({
      rooms: this.#rooms,
      loaded: (room, isAnew) => this.#loaded(room, isAnew),
      received: (room, entries) => this.#received(room, entries),
      failed: (room, error) => this.#report(room, error),
    })
    this.#listen()
  }

  get username() {
    return this.#login.username
  }

  /** Where the keys are kept: "server" or "browser". */
  get store() {
    return this.#login.store
  }

  get connection() {
    return this.#socket.state
  }

  /** The list of chats, newest activity first. */
  get chats() {
    return this.#chats.list
  }

  /** What was found wrong with the key log or the account data: [{reason, username}]. */
  get alarms() {
    return this.#data.isStale ? [...this.#keyLog.alarms, { reason: "stale-state", username: null }] : this.#keyLog.alarms
  }

  /**
   * What is known of a person: {username, isSelf, fingerprint, since, verified, changed: {fingerprint, since, kept} or null}; the fingerprint is
   * that of the keys that are accepted here, null where there are none.
   */
  person(username) {
    return this.#contacts.person(username)
  }

  /** The 60 digits of the safety number with a person: of their "pinned" keys, or of the "changed" ones that were shown. */
  async safetyNumber(username, which = "pinned") {
    return this.#told(() => this.#contacts.safetyNumber(username, which))
  }

  /** Mark keys as compared, or take the mark away. What is decided is about keys of a fingerprint: others that came meanwhile stay as they are. */
  async setVerified(username, verified, fingerprint) {
    await this.#told(() => this.#contacts.setVerified(username, verified, fingerprint))
  }

  /** Take the other keys that were shown of a person; what waited for that goes out. */
  async acceptKeys(username, fingerprint) {
    await this.#told(() => this.#directory.accept(username, fingerprint))
  }

  /** Stay with the keys that are pinned instead of these. */
  async keepKeys(username, fingerprint) {
    await this.#told(() => this.#contacts.keep(username, fingerprint))
  }

  /** Say to the others in a room that we are writing. */
  typing(room) {
    this.#signals.say(room).catch((error) => this.#passOn(error))
  }

  async openChat(room) {
    await this.#told(() => this.#loader.load(room))
  }

  timeline(room) {
    return this.#rooms.peek(room)?.timeline.items ?? []
  }

  hasOlder(room) {
    return this.#rooms.peek(room)?.hasOlder ?? false
  }

  async loadOlder(room) {
    await this.#told(() => this.#rooms.peek(room).older())
    this.#changed(room, "prepend")
  }

  async startDirect(username) {
    return this.#told(async () => {
      if (username === this.username) throw new Failure("chat-with-self")
      const found = this.chats.find((chat) => chat.kind === "direct" && chat.peer === username && chat.active)
      const id = found?.room ?? await this.#create("direct", [username])
      await this.#loader.load(id)
      // The server said which room this is; only the roster shows with whom.
      const room = this.#rooms.peek(id)
      if (room.roster.kind !== "direct" || !room.member(username)) throw new Failure("wrong-room")
      return id
    })
  }

  async startGroup(usernames, title) {
    return this.#told(async () => {
      const room = await this.#create("group", usernames.filter((name) => name !== this.username))
      if (title) await this.#outbox.add(room, "title", { text: title })
      // The group is made: what loading it may meet is for whoever opens it to say.
      await this.#loader.load(room).catch((error) => this.#report(room, error))
      return room
    })
  }

  async addMembers(room, usernames) {
    await this.#told(async () => {
      await this.#ready()
      await this.#rooms.add(room, usernames)
      // Whoever joins reads from here on: the title is said again, so that they know it too.
      const { title } = this.#rooms.peek(room)
      if (title) await this.#outbox.add(room, "title", { text: title })
    })
    this.#changed(room, "append")
  }

  async removeMember(room, username) {
    await this.#told(() => this.#ready().then(() => this.#rooms.remove(room, username)))
    this.#changed(room, "append")
  }

  async leave(room) {
    await this.#told(() => this.#ready().then(() => this.#rooms.leave(room)))
    this.#rooms.forget(room)
    this.#chats.forget(room)
    await this.#outbox.forget(room)
    this.#changed(room, "reset")
  }

  async setLog(room, log) {
    await this.#told(() => this.#ready().then(() => this.#rooms.setLog(room, log)))
    this.#changed(room, "append")
  }

  async setTitle(room, title) {
    await this.#told(() => this.#outbox.add(room, "title", { text: title }))
  }

  async send(room, text) {
    await this.#told(async () => {
      await this.#outbox.add(room, "text", { text })
      await this.#showWaiting(room)
    })
  }

  async retry(room, id) {
    await this.#told(() => this.#outbox.retry(id))
    await this.#showWaiting(room)
  }

  async discard(room, id) {
    await this.#told(() => this.#outbox.discard(id))
    await this.#showWaiting(room, "update")
  }

  /** Count everything in this room as read. */
  markRead(room) {
    const seq = this.#rooms.peek(room)?.seq
    if (!seq || seq <= this.#marks.get(room)) return
    this.#marks.mark(room, seq)
    this.#chatsChanged()
  }

  logUrl(room) {
    return api.logUrl(room)
  }

  async logout() {
    this.#close()
    try {
      await logout()
    } finally {
      this.#news.tell("ended", { code: "logged-out" })
    }
  }

  #listen() {
    this.#socket.addEventListener("state", ({ detail }) => this.#connected(detail))
    this.#socket.addEventListener("push", ({ detail }) => this.#pushed(detail))
    this.#socket.addEventListener("refused", ({ detail }) => this.#end(detail.code, !ENDED.has(detail.code)))
    this.#outbox.addEventListener("sent", ({ detail }) => this.#acknowledged(detail))
    this.#outbox.addEventListener("failed", ({ detail }) => this.#showWaiting(detail.room))
    this.#outbox.addEventListener("changed", ({ detail }) => this.#showWaiting(detail.room))
    this.#marks.addEventListener("change", () => this.#chatsChanged())
    this.#contacts.addEventListener("change", ({ detail }) => this.#personChanged(detail.username))
    for (const source of [this.#keyLog, this.#data]) source.addEventListener("alarm", () => this.#news.tell("alarms", {}))
    this.#channel.addEventListener("message", () => this.#end("logged-out", true))
  }

  async #open() {
    await Promise.all([this.#marks.recall(), this.#contacts.recall(), this.#keyLog.recall()])
    this.#loader.loadAll(await this.#list(), this.#untilConnected())
    this.#socket.open()
  }

  /** Account data and the list of rooms. Gives the summaries of those in which there is something new. */
  async #list() {
    await this.#data.load()
    const { loaded } = this.#rooms
    const { rooms } = await api.rooms()
    await this.#chats.learn(rooms)
    const ours = new Set(rooms.map(({ room }) => room))
    for (const { id } of loaded) if (!ours.has(id)) this.#deactivate(id)
    this.#chatsChanged()
    return this.#chats.toLoad(rooms)
  }

  /** After each connection: say our keys where the server does not have them, learn what is new, send what waits. */
  async #connected({ state }) {
    const isStill = this.#untilConnected(++this.#connections)
    if (state !== "online") return this.#news.tell("connection", { state })
    for (let pause = PAUSE; isStill(); pause = longer(pause)) {
      try {
        await this.#announce()
        this.#watchKeyLog(isStill)
        const summaries = await this.#list()
        const [open, others] = split(summaries, ({ room }) => this.#rooms.peek(room)?.roster)
        const failed = await this.#loader.loadSome(open)
        if (!isStill()) return
        this.#loader.loadAll([...failed, ...others], isStill)
        this.#news.tell("connection", { state })
        return await this.#outbox.flush()
      } catch (error) {
        this.#passOn(error)
      }
      await wait(pause)
    }
  }

  /** Verify the key log; again after a while where the server gives nothing of it, and in the end say so. */
  async #watchKeyLog(isStill) {
    let pause = PAUSE
    for (let tries = 1; isStill(); tries++) {
      try {
        return await this.#keyLog.visit()
      } catch (error) {
        if (this.#passOn(error) || !isPassing(error)) return
      }
      if (tries === WITHHELD) this.#keyLog.withhold()
      await wait(pause)
      pause = longer(pause)
    }
  }

  /** Give what tells whether there was no other connection meanwhile. */
  #untilConnected(connection = this.#connections) {
    return () => connection === this.#connections && !this.#over
  }

  /** Whoever keeps their keys in this browser only says the public ones at each connection; others wrap keys to them. */
  async #announce() {
    if (this.store !== "browser") return
    const saying = this.#socket.request("keys", { bundle: this.#login.bundle })
    this.#announced = saying
    saying.catch(() => {})
    await saying.catch((error) => {
      if (Failure.of(error).code === "offline") throw error
    })
  }

  async #create(kind, usernames) {
    await this.#ready()
    return this.#rooms.create(kind, usernames)
  }

  /** Before the server verifies an entry of ours it needs our keys. */
  async #ready() {
    if (this.store !== "browser") return
    if (!this.#socket.online) throw new Failure("offline")
    await this.#announced
  }

  async #pushed({ name, payload }) {
    try {
      if (name === "record") this.#loader.receive(payload)
      // What was refused is loaded anew when the person opens it: that is not for the server to bring about.
      else if (name === "room" && this.#rooms.peek(payload.room)?.refused) return
      else if (name === "room") await this.#loader.loadAll([{ room: payload.room, seq: Infinity }], this.#untilConnected())
      else if (name === "gone") this.#deactivate(payload.room)
      else if (name === "state") await this.#data.load(payload.rev)
      else if (name === "signal") await this.#signals.hear(payload)
      else if (name === "keys") await this.#keyLog.visit()
      else if (name === "ended") await this.#end(payload.code === "logged-out" ? payload.code : "ended")
    } catch (error) {
      this.#report(payload?.room, error)
    }
  }

  async #loaded(room, isAnew) {
    await this.#outbox.confirm(this.#rooms.peek(room))
    await this.#showWaiting(room, isAnew ? "reset" : "append")
    if (isAnew) this.#seekTitle(room)
  }

  async #seekTitle(id) {
    const room = this.#rooms.peek(id)
    if (!room?.roster || room.title || !room.hasOlder) return
    await room.seekTitle().catch((error) => this.#report(id, error))
    this.#changed(id, "prepend")
  }

  async #received(room, entries) {
    if (await this.#outbox.confirm(this.#rooms.peek(room))) await this.#showWaiting(room)
    this.#signals.ended(room, entries.filter(({ record }) => record.kind === "message").map(({ record }) => record.sender))
    this.#changed(room, "append")
  }

  /** Somebody's keys were pinned, questioned, accepted or compared: it shows wherever they are, and may let something out. */
  #personChanged(username) {
    this.#news.tell("people", { username })
    for (const room of this.#rooms.loaded) if (room.judge(username)) this.#news.tell("timeline", { room: room.id, change: "update" })
    this.#chatsChanged()
    if (this.#socket.online) this.#outbox.flush()
  }

  /** The server says that it has a message of ours. Its record comes by itself, or else is fetched; without one it was not sent. */
  async #acknowledged({ room: id, seq }) {
    await this.#showWaiting(id, "update")
    const room = this.#rooms.peek(id)
    await room?.settled()
    if (!room?.active) return
    try {
      if (room.seq < seq) await room.catchUp()
      await this.#outbox.confirm(room, seq)
    } catch (error) {
      this.#report(id, error)
    }
    await this.#showWaiting(id, "update")
  }

  #deactivate(id) {
    const room = this.#rooms.peek(id)
    if (!room?.active) return
    room.close()
    this.#changed(id, "update")
  }

  /** Put what the outbox holds for a room behind its records. */
  async #showWaiting(id, change = "append") {
    const waiting = await this.#outbox.of(id)
    this.#rooms.peek(id)?.timeline.wait(waiting)
    this.#changed(id, change)
  }

  #changed(room, change) {
    this.#news.tell("timeline", { room, change })
    this.#chatsChanged()
  }

  #chatsChanged() {
    this.#chats.changed()
    this.#news.tellChats()
  }

  #report(room, error) {
    if (this.#passOn(error) || !room) return
    this.#changed(room, "update")
  }

  /** What concerns the visit rather than a room. Gives true where there is nothing more to show. */
  #passOn(error) {
    if (this.#over) return true
    const { code } = Failure.of(error)
    if (ENDED.has(code)) this.#end(code)
    if (code === "client-error") console.error(error)
    return ENDED.has(code) || code === "offline"
  }

  #close() {
    this.#over = true
    this.#socket.close()
    this.#loader.close()
    this.#outbox.close()
    this.#data.close()
    this.#contacts.close()
    this.#signals.close()
    this.#channel.close()
    this.#news.close()
  }

  /** @param isKept whether what this browser keeps is left alone: it was wiped already, or is of use yet */
  async #end(code, isKept = false) {
    if (this.#over) return
    this.#close()
    try {
      if (!isKept) await forget()
    } finally {
      // Whatever became of the wiping: nobody stays on a page whose login has ended.
      this.#news.tell("ended", { code })
    }
  }

  async #told(work) {
    try {
      return await work()
    } catch (error) {
      this.#passOn(error)
      throw Failure.of(error)
    }
  }
}

function split(all, isFirst) {
  return [all.filter((one) => isFirst(one)), all.filter((one) => !isFirst(one))]
}
