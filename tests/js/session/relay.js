// A server as small as can be: it numbers, keeps and passes on, verifies nothing, and lies when told to.
import { b64u, utf8 } from "../../../static/js/crypto/bytes.js"
import { sha256 } from "../../../static/js/crypto/primitives.js"
import * as scheme from "../../../static/js/crypto/scheme.js"
import { Files } from "./files.js"
import { Tree } from "./tree.js"

export class Relay {
  rooms = new Map()
  /** username → texts of bundles, oldest first. */
  bundles = new Map()
  keyLog = new Tree()
  /** What the server knows of our password, and of our keys. */
  account = { salt: "", secret: "", sealed: "", store: "server" }
  /** And of a recovery phrase: {salt, secret, sealed}. */
  phrase = null
  /** What was told of a passkey. */
  passkey = null
  /** The code that a login asks for. */
  code = null
  /** And of a key file: {salt, secret}. */
  file = null
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
  files = new Files()
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
    const file = url.pathname.match(/\/rooms\/([^/]+)\/files/)
    if (file) return this.files.fetch(method, url, body)
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
        return { username: this.me.username, bundle: this.me.bundle, max_file: 1_000, ...stored(this) }
      case "POST /api/login/salt":
        return { salt: this.account.salt }
      case "POST /api/login":
        if (body.secret !== this.account.secret) return refuse(401, "bad-credentials")
        return { username: body.username, ...this.code && { status: 202, ways: ["code"] } }
      case "POST /api/login/code":
        return body.code === this.code ? { username: this.account.username } : refuse(401, "bad-factor")
      case "POST /api/passkey/challenge":
      case "POST /api/account/passkeys/challenge":
        return { challenge: FAKE_SALT, exclude: [], host: "chat.example", user: FAKE_SALT }
      case "POST /api/account/passkeys":
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        this.passkey = body
        return { status: 201, codes: [] }
      case "POST /api/passkey":
        return { bundle: this.me.bundle, sealed: this.passkey.sealed, username: this.me.username }
      case "POST /api/account/factor/totp":
        return body.password === this.account.secret ? { salt: FAKE_SALT, secret: "ABCD" } : refuse(401, "bad-credentials")
      case "PUT /api/account/factor/totp":
        if (body.password !== this.account.secret || body.salt !== FAKE_SALT) return refuse(401, "bad-credentials")
        if (body.code !== "123456") return refuse(401, "bad-factor")
        this.code = body.code
        return { codes: ["abcdefghij"] }
      case "POST /api/register": {
        const { username, salt, secret, sealed, store } = body
        if (this.account.username === username) return refuse(409, "username-taken")
        Object.assign(this.account, { username, salt, secret, sealed, store })
        return { status: 201, username }
      }
      case "POST /api/account/password":
        if (body.secret === this.account.secret && body.salt === this.account.salt) return { status: 204 }
        if (body.old !== this.account.secret) return refuse(401, "bad-credentials")
        Object.assign(this.account, { salt: body.salt, secret: body.secret, sealed: body.sealed })
        return { status: 204 }
      case "POST /api/keys":
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        if (body.bundle === this.me.bundle) return { hash: "" }
        this.bundles.set(this.me.username, [this.me.bundle, body.bundle])
        this.me = { ...this.me, bundle: body.bundle }
        this.account.sealed = body.sealed
        return { hash: "" }
      case "POST /api/account/delete":
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        this.loggedIn = false
        this.push("ended", { code: "expired" })
        return { status: 204 }
      case "POST /api/rooms/*/farewell":
        return this.farewell(this.me, room.id, body.seq)
      case "PUT /api/account/recovery":
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        this.phrase = { salt: body.salt, secret: body.secret, sealed: body.sealed }
        return { status: 204 }
      case "GET /api/account/recovery":
        return { sealed: this.phrase?.sealed ?? null }
      case "PUT /api/account/store": {
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        const { store, sealed = null, recovery = null } = body
        Object.assign(this.account, { store, sealed })
        this.phrase &&= store === "server" && recovery === null ? null : { ...this.phrase, sealed: recovery }
        return { status: 204 }
      }
      case "PUT /api/account/file":
        if (body.password !== this.account.secret) return refuse(401, "bad-credentials")
        this.file = { salt: body.salt, secret: body.secret }
        return { status: 204 }
      case "POST /api/recovery/salt":
        return { salt: (body.by === "file" ? this.file : this.phrase)?.salt ?? FAKE_SALT }
      case "POST /api/recovery/keys":
        if (body.secret !== (body.by === "file" ? this.file : this.phrase)?.secret) return refuse(401, "bad-recovery")
        if (body.by === "file") return { bundle: this.account.sealed && this.me.bundle, sealed: null }
        return { bundle: this.phrase.sealed && this.me.bundle, sealed: this.phrase.sealed }
      case "POST /api/recovery":
        if (body.secret !== (body.file ? this.file : this.phrase)?.secret) return refuse(401, "bad-recovery")
        Object.assign(this.account, body.password)
        if (body.file) this.file = body.file
        else this.phrase = body.phrase
        return { username: body.username }
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

  change(by, id, texts) {
    return inTurn(this.rooms.get(id), (room) => this.#apply(room, by, texts))
  }

  async #apply(room, by, texts) {
    const { id } = room
    const entries = []
    const before = names(room)
    for (const text of texts) {
      const bundles = { ...this.everybody, ...Object.fromEntries(this.bundles) }
      const { roster } = await scheme.applyEntries({ room: id, roster: room.roster, texts: [text], bundles })
      const hash = await sha256(utf8(text))
      const record = { kind: "roster", id: b64u(hash.subarray(0, 16)), sender: by.username, data: text }
      room.roster = roster
      for (const member of roster.members) room.named.add(member.username)
      entries.push(await this.#take(room, record))
      if (!roster.log) room.records = room.records.filter((entry) => entry.record.kind !== "message")
      if (before.has(this.me.username)) this.push("record", entries.at(-1))
    }
    const after = names(room)
    if (before.has(this.me.username) && !after.has(this.me.username)) this.push("gone", { room: id })
    if (!before.has(this.me.username) && after.has(this.me.username)) this.push("room", { room: id })
    return entries
  }

  /** Leave the hash of a message, as it is or as `changes` say. */
  async erase(id, seq, changes = {}) {
    const entry = this.rooms.get(id).records.find(({ record }) => record.seq === seq)
    const { data, ...rest } = entry.record
    if (data !== undefined) entry.record = { ...rest, erased: await scheme.recordHash(entry.record), ...changes }
  }

  /** Leave the hashes of what somebody sent in front of their farewell. */
  async farewell({ username }, id, seq) {
    for (const { record } of this.rooms.get(id).records) {
      if (record.kind === "message" && record.sender === username && record.seq < seq) await this.erase(id, record.seq)
    }
    return { status: 204 }
  }

  /** Number and keep a record, whatever it is. */
  take(room, record) {
    return inTurn(room, () => this.#take(room, record))
  }

  async #take(room, { kind, id, sender, data }) {
    const record = { data, id, kind, room: room.id, sender, seq: room.seq + 1, time: Date.now() }
    const [head] = await scheme.nextHeads({ head: room.head, records: [record] })
    Object.assign(room, { seq: record.seq, head })
    const entry = { head, record }
    if (kind !== "message" || room.roster.log) room.records.push(entry)
    room.ids.set(id, { sender, kind, head, seq: record.seq, time: record.time })
    return entry
  }

  async send(sender, payload) {
    const room = this.rooms.get(payload.room)
    if (!room || !isMember(room, sender)) return no("not-found")
    return inTurn(room, () => this.#send(room, sender, payload))
  }

  async #send(room, sender, { kind, id: name, data, roster }) {
    const found = room.ids.get(name)
    if (found) return found.sender === sender && found.kind === kind ? { ok: true, ...found } : no("id-conflict")
    if (roster !== room.roster.head) return no("stale-roster", { roster_head: room.roster.head })
    if (kind === "message" && room.ids.get(scheme.messageSid(data).sid)?.sender !== sender) {
      return no("bad-request", { field: "data" })
    }
    const { head, record: { seq, time } } = await this.#take(room, { kind, id: name, sender, data }).then((entry) => {
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
    if (name === "erase") await this.erase(payload.room, payload.seq)
    const answer = name === "send" ? await this.send(this.me.username, payload) : { ok: true }
    return instead === "lose" ? new Promise(() => {}) : answer
  }

  sent(kind) {
    return this.heard.filter(([name, payload]) => name === "send" && payload.kind === kind).map(([, payload]) => payload)
  }
}

const names = ({ roster }) => new Set(roster?.members.map(({ username }) => username))
const FAKE_SALT = b64u(new Uint8Array(16))
const stored = ({ account: { sealed, store }, phrase, file }) =>
  ({ sealed, store, recovery: phrase && 1, file: file && 1, hash: null })
const isMember = (room, username) => names(room).has(username)
/** Do one thing to a room behind the other, as the server does. */
function inTurn(room, work) {
  const done = Promise.resolve(room.turn).then(() => work(room))
  room.turn = done.catch(() => {})
  return done
}

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
