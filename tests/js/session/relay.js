// A server as small as can be: it numbers, keeps and passes on, verifies nothing, and lies when told to.
import { b64u, utf8 } from "../../../static/js/crypto/bytes.js"
import { sha256 } from "../../../static/js/crypto/primitives.js"
import * as scheme from "../../../static/js/crypto/scheme.js"
import { Tree } from "./tree.js"

export class Relay {
  rooms = new Map()
  /** username → texts of bundles, oldest first. */
  bundles = new Map()
  keyLog = new Tree()
  state = { blob: null, rev: 0 }
  /** What was asked for, as "GET /api/rooms". */
  asked = []
  /** Events of the socket as they came, [name, payload]. */
  heard = []
  /** route → (answer, url) => answer: what the server says instead; throws for no answer at all. */
  lies = {}
  /** (name, payload) => answer instead of the true one; "lose" for taking it in and not answering. */
  onEvent = null
  loggedIn = true
  reachable = true
  #plugs = new Set()
  #lost = new Set()

  constructor(me) {
    this.me = me
  }

  // HTTP

  async fetch(path, { method = "GET", body } = {}) {
    if (!this.reachable) throw new TypeError("fetch failed")
    const url = new URL(path, "https://chat.example")
    const route = `${method} ${url.pathname.replace(/\/rooms\/[^/]+/, "/rooms/*").replace(/users\/[^/]+/, "users/*")}`
    this.asked.push(`${method} ${url.pathname}${url.search}`)
    const room = this.rooms.get(url.pathname.split("/")[3])
    let answer = this.loggedIn
      ? await this.#answer(route, { url, room, body: body && JSON.parse(body) })
      : refuse(401, "not-logged-in")
    if (this.lies[route]) answer = await this.lies[route](structuredClone(answer), url)
    const { status = 200, ...content } = answer
    return { status, ok: status < 400, json: async () => structuredClone(content) }
  }

  async #answer(route, { url, room, body }) {
    const query = (name) => url.searchParams.get(name)
    if (route.includes("/rooms/*") && (!room || !isMember(room, this.me.username))) return refuse(404, "not-found")
    switch (route) {
      case "GET /api/me":
        return { username: this.me.username, store: "server", bundle: this.me.bundle, sealed: "" }
      case "GET /api/users/*/bundle": {
        const username = url.pathname.split("/")[3]
        const texts = this.bundles.get(username)
        return texts ? { username, bundle: texts.at(-1), earlier: texts.slice(0, -1) } : refuse(409, "keys-offline")
      }
      case "GET /api/keylog/checkpoint":
        return this.keyLog.checkpoint()
      case "GET /api/keylog/consistency":
        return this.keyLog.consistency(Number(query("first")), Number(query("second")))
      case "GET /api/keylog/inclusion":
        return await this.keyLog.inclusion(query("bundle"), Number(query("size"))) ?? refuse(404, "not-found")
      case "GET /api/keylog/entries":
        return { entries: this.keyLog.entries.slice(Number(query("start")), Number(query("end"))) }
      case "GET /api/state":
        return this.state
      case "PUT /api/state":
        if (body.rev !== this.state.rev + 1) return refuse(409, "stale-state", this.state)
        this.state = body
        return { rev: body.rev }
      case "POST /api/logout":
        this.loggedIn = false
        return { status: 204 }
      case "GET /api/rooms":
        return { rooms: [...this.rooms.values()].filter((one) => isMember(one, this.me.username)).map(summary) }
      case "POST /api/rooms":
        return summary(await this.create(this.me, body.room, body.entries))
      case "GET /api/rooms/*":
        return { ...summary(room), roster: kept(room, ({ kind }) => kind === "roster"), bundles: this.#bundlesOf(room) }
      case "POST /api/rooms/*/roster":
        return this.#change(room, body.entries)
      case "GET /api/rooms/*/records":
        return { head: room.head, seq: room.seq, records: page(room, query) }
      case "GET /api/rooms/*/sessions":
        return { records: kept(room, ({ kind, id }) => kind === "session" && query("ids").split(",").includes(id)) }
    }
    throw new Error(route)
  }

  #bundlesOf({ named }) {
    return Object.fromEntries([...this.bundles].filter(([username]) => named.has(username)))
  }

  async #change(room, texts) {
    const { prev } = entryOf(texts[0])
    if (prev !== room.roster.head) return refuse(409, "stale-roster", { roster_head: room.roster.head })
    return { records: await this.change(this.me, room.id, texts) }
  }

  // What others, and tests, do

  async create(by, id, texts) {
    const room = {
      id, roster: null, named: new Set(), records: [], ids: new Map(), seq: 0, head: await scheme.firstHead(id),
    }
    this.rooms.set(id, room)
    await this.change(by, id, texts)
    return room
  }

  async change(by, id, texts) {
    const room = this.rooms.get(id)
    const entries = []
    const before = names(room)
    for (const text of texts) {
      const bundles = { ...this.everybody, ...Object.fromEntries(this.bundles) }
      const { roster } = await scheme.applyEntries({ room: id, roster: room.roster, texts: [text], bundles })
      const hash = await sha256(utf8(text))
      const record = { kind: "roster", id: b64u(hash.subarray(0, 16)), sender: by.username, data: text }
      room.roster = roster
      for (const member of roster.members) room.named.add(member.username)
      entries.push(await this.take(room, record))
      if (!roster.log) room.records = room.records.filter((entry) => entry.record.kind !== "message")
      if (before.has(this.me.username)) this.push("record", entries.at(-1))
    }
    const after = names(room)
    if (before.has(this.me.username) && !after.has(this.me.username)) this.push("gone", { room: id })
    if (!before.has(this.me.username) && after.has(this.me.username)) this.push("room", { room: id })
    return entries
  }

  /** Number and keep a record. */
  async take(room, { kind, id, sender, data }) {
    const record = { data, id, kind, room: room.id, sender, seq: room.seq + 1, time: Date.now() }
    const [head] = await scheme.nextHeads({ head: room.head, records: [record] })
    Object.assign(room, { seq: record.seq, head })
    const entry = { head, record }
    if (kind !== "message" || room.roster.log) room.records.push(entry)
    room.ids.set(id, { sender, kind, head, seq: record.seq, time: record.time })
    return entry
  }

  async send(sender, { room: id, kind, id: name, data, roster }) {
    const room = this.rooms.get(id)
    if (!room || !isMember(room, sender)) return no("not-found")
    const found = room.ids.get(name)
    if (found) return found.sender === sender && found.kind === kind ? { ok: true, ...found } : no("id-conflict")
    if (roster !== room.roster.head) return no("stale-roster", { roster_head: room.roster.head })
    if (kind === "message" && room.ids.get(scheme.messageSid(data).sid)?.sender !== sender) {
      return no("bad-request", { field: "data" })
    }
    const { head, record: { seq, time } } = await this.take(room, { kind, id: name, sender, data }).then((entry) => {
      if (isMember(room, this.me.username)) this.push("record", entry)
      return entry
    })
    return { ok: true, head, seq, time }
  }

  // Socket

  plug(plug) {
    if (!this.reachable) return "xhr poll error"
    if (!this.loggedIn) return "not-logged-in"
    this.#plugs.add(plug)
  }

  unplug(plug) {
    this.#plugs.delete(plug)
  }

  push(name, payload) {
    for (const plug of this.#plugs) plug.push(name, payload)
  }

  /** The network goes. */
  cut() {
    this.reachable = false
    this.#lost = new Set(this.#plugs)
    for (const plug of this.#lost) plug.lose("transport close")
  }

  /** The network comes back, and everybody who was connected comes with it. */
  mend() {
    this.reachable = true
    for (const plug of this.#lost) plug.connect()
  }

  async event(plug, name, payload) {
    this.heard.push([name, payload])
    const instead = await this.onEvent?.(name, payload)
    if (instead && instead !== "lose") return instead
    const answer = name === "send" ? await this.send(this.me.username, payload) : { ok: true }
    return instead === "lose" ? new Promise(() => {}) : answer
  }

  sent(kind) {
    return this.heard.filter(([name, payload]) => name === "send" && payload.kind === kind).map(([, payload]) => payload)
  }
}

const names = ({ roster }) => new Set(roster?.members.map(({ username }) => username))
const isMember = (room, username) => names(room).has(username)
const kept = ({ records }, wanted) => records.filter(({ record }) => wanted(record))
const entryOf = (text) => JSON.parse(Buffer.from(text.split(".")[1], "base64url"))
const refuse = (status, code, details = {}) => ({ status, error: { code, message: code, ...details } })
const no = (code, details = {}) => ({ ok: false, error: { code, message: code, ...details } })

function page(room, query) {
  const [after, before, limit] = ["after", "before", "limit"].map((name) => query(name) === null ? null : Number(query(name)))
  const range = kept(room, ({ seq }) => seq > (after ?? 0) && seq < (before ?? Infinity))
  return after === null ? range.slice(-(limit ?? 50)) : range.slice(0, limit ?? 50)
}

function summary({ id, roster, records, seq, head }) {
  const messages = records.filter(({ record }) => record.kind === "message")
  return {
    room: id, kind: roster.kind, log: roster.log, seq, head, roster_head: roster.head, roster_n: roster.n,
    members: roster.members.map(({ username, role }) => ({ username, role })),
    messages: messages.length, time: messages.at(-1)?.record.time ?? null,
  }
}
