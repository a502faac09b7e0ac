import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { Socket } from "../net/socket.js"
import { forget, logout } from "./account.js"
import { Chain } from "./chain.js"
import { Chats } from "./chats.js"
import { crypto } from "./crypto.js"
import { Directory } from "./directory.js"
import { Outbox } from "./outbox.js"
import { ReadMarks } from "./read_marks.js"
import { Rooms } from "./rooms.js"
import * as storage from "./storage.js"

/** Refusals of a whole visit: the keys of this browser go. */
const ENDED = new Set(["not-logged-in", "ended"])

/**
 * The account's visit to the chat: what views listen to and call. It wires rooms, outbox, marks and connection together.
 * Events (detail): "chats" {}, "timeline" {room, change}, "connection" {state}, "ended" {code}.
 */
export class Client extends EventTarget {
  #login
  #socket = new Socket()
  #directory
  #rooms
  #outbox
  #marks
  #chats

  /** Open the visit. Rejects with Failure `not-logged-in`, `no-keys` or `offline`. */
  static async start() {
    const me = await api.me().catch(async (error) => {
      if (ENDED.has(error.code)) await forget()
      throw error
    })
    const login = await storage.get("login", "current")
    if (login?.username !== me.username) throw new Failure("no-keys")
    const own = await crypto.readBundle(login.bundle, login.username)
    const client = new Client(login, own)
    await client.#open()
    return client
  }

  constructor(login, own) {
    super()
    this.#login = login
    this.#directory = new Directory(own)
    this.#rooms = new Rooms(login, this.#directory)
    this.#marks = new ReadMarks(login, own)
    this.#chats = new Chats(login, this.#rooms, this.#marks)
    this.#outbox = new Outbox({
      login,
      socket: this.#socket,
      chain: new Chain(login, this.#directory),
      roomOf: (room) => this.#rooms.get(room),
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

  async openChat(room) {
    await this.#told(() => this.#load(room))
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
      const room = found?.room ?? await this.#rooms.create("direct", [username])
      await this.#load(room)
      return room
    })
  }

  async startGroup(usernames, title) {
    return this.#told(async () => {
      const others = usernames.filter((name) => name !== this.username)
      const room = await this.#rooms.create("group", others)
      await this.#load(room)
      if (title) await this.#outbox.add(room, "title", { text: title })
      return room
    })
  }

  async addMembers(room, usernames) {
    await this.#told(async () => {
      await this.#rooms.add(room, usernames)
      // Whoever joins reads from here on: the title is said again, so that they know it too.
      const { title } = this.#rooms.peek(room)
      if (title) await this.#outbox.add(room, "title", { text: title })
    })
    this.#changed(room, "append")
  }

  async removeMember(room, username) {
    await this.#told(() => this.#rooms.remove(room, username))
    this.#changed(room, "append")
  }

  async leave(room) {
    await this.#told(() => this.#rooms.leave(room))
    this.#drop(room)
  }

  async setLog(room, log) {
    await this.#told(() => this.#rooms.setLog(room, log))
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
    await this.#outbox.retry(id)
    await this.#showWaiting(room)
  }

  async discard(room, id) {
    await this.#outbox.discard(id)
    await this.#showWaiting(room, "update")
  }

  /** Count everything in this room as read. */
  markRead(room) {
    const seq = this.#rooms.peek(room)?.seq
    if (!seq || seq <= this.#marks.get(room)) return
    this.#marks.mark(room, seq)
    this.#tell("chats", {})
  }

  logUrl(room) {
    return api.logUrl(room)
  }

  async logout() {
    this.#socket.close()
    await logout()
    this.#tell("ended", { code: "logged-out" })
  }

  #listen() {
    this.#socket.addEventListener("state", ({ detail }) => this.#connected(detail))
    this.#socket.addEventListener("push", ({ detail }) => this.#pushed(detail))
    this.#socket.addEventListener("refused", ({ detail }) => this.#end(detail.code))
    this.#outbox.addEventListener("failed", ({ detail }) => this.#showWaiting(detail.room))
    this.#marks.addEventListener("change", () => this.#tell("chats", {}))
    new BroadcastChannel("securechat").addEventListener("message", () => this.#end("logged-out", true))
  }

  async #open() {
    await this.#refresh()
    this.#socket.open()
  }

  /** Read the list of rooms and fetch in each what is new. */
  async #refresh() {
    await this.#marks.load()
    const { rooms } = await api.rooms()
    await this.#chats.learn(rooms)
    this.#tell("chats", {})
    for (const { room, seq } of this.#chats.toLoad(rooms)) {
      await this.#load(room, seq).catch((error) => this.#report(room, error))
    }
  }

  async #load(id, seq = 0) {
    const known = this.#rooms.peek(id)
    const room = await this.#rooms.get(id)
    if (known && room.seq < seq) await room.catchUp()
    await this.#showWaiting(id, known ? "append" : "reset")
    this.#tell("chats", {})
  }

  async #connected({ state }) {
    if (state === "online") {
      try {
        if (this.store === "browser") await this.#socket.request("keys", { bundle: this.#login.bundle })
        await this.#refresh()
        this.#tell("connection", { state })
        await this.#outbox.flush()
      } catch (error) {
        this.#passOn(error)
      }
      return
    }
    this.#tell("connection", { state })
  }

  async #pushed({ name, payload }) {
    try {
      if (name === "record") await this.#receive(payload)
      else if (name === "room") await this.#load(payload.room)
      else if (name === "gone") this.#deactivate(payload.room)
      else if (name === "state") await this.#marks.load()
      else if (name === "ended") await this.#end(payload.code)
    } catch (error) {
      this.#report(payload?.room ?? payload?.record?.room, error)
    }
  }

  async #receive(entry) {
    const id = entry.record.room
    if (!this.#rooms.peek(id)) return this.#load(id)
    const room = await this.#rooms.get(id)
    await room.receive(entry)
    if (entry.record.sender === this.username) await this.#showWaiting(id)
    else this.#changed(id, "append")
  }

  #deactivate(id) {
    const room = this.#rooms.peek(id)
    if (!room) return
    room.active = false
    this.#changed(id, "update")
  }

  #drop(id) {
    this.#rooms.forget(id)
    this.#chats.forget(id)
    this.#tell("chats", {})
  }

  /** Put what the outbox holds for a room behind its records. */
  async #showWaiting(id, change = "append") {
    const waiting = await this.#outbox.of(id)
    this.#rooms.peek(id)?.timeline.wait(waiting)
    this.#changed(id, change)
  }

  #changed(room, change) {
    this.#tell("timeline", { room, change })
    this.#tell("chats", {})
  }

  #report(room, error) {
    if (this.#passOn(error) || !room) return
    this.#changed(room, "update")
  }

  /** What concerns the visit rather than a room. Gives true where there is nothing more to show. */
  #passOn(error) {
    const { code } = Failure.of(error)
    if (ENDED.has(code)) this.#end(code)
    if (code === "client-error") console.error(error)
    return ENDED.has(code) || code === "offline"
  }

  async #end(code, wiped = false) {
    this.#socket.close()
    if (!wiped) await forget()
    this.#tell("ended", { code })
  }

  async #told(work) {
    try {
      return await work()
    } catch (error) {
      throw Failure.of(error)
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
