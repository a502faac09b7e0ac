// Alice at her browser; Bob, Carol and Mallory at the other side of a relay.
import { idle } from "./browser.js"
import "../english.js"
import { actors, alice, bob, bundles, makeEntry } from "../actors.js"
import { Relay } from "./relay.js"
import * as scheme from "../../../static/js/crypto/scheme.js"

// Behind browser.js, which says where their libraries are.
export const storage = await import("../../../static/js/session/storage.js")
const { Client } = await import("../../../static/js/session/client.js")
const { Contacts } = await import("../../../static/js/session/contacts.js")
const { Directory } = await import("../../../static/js/session/directory.js")
const { KeyLog } = await import("../../../static/js/session/key_log.js")
export const { Room } = await import("../../../static/js/session/room.js")

export { actors, alice, bob, scheme }

let visit = 0
let signals = 0

/** A new relay, and a browser that has just logged Alice in. */
export async function world({ known = Object.keys(actors) } = {}) {
  await idle()
  const relay = globalThis.relay = new Relay(alice)
  relay.everybody = bundles
  for (const name of known) relay.bundles.set(name, bundles[name])
  for (const name of Object.keys(actors)) await relay.keyLog.add(name, actors[name].bundle)
  await storage.wipe()
  return { relay, login: await logIn() }
}

export async function logIn() {
  const login = {
    username: alice.username, store: "server", keys: alice.keys, bundle: alice.bundle,
    localKey: await scheme.localKey(), visit: ++visit,
  }
  await storage.putLogin(login)
  storage.enter(login)
  return login
}

/** What Alice's browser knows of people and of the key log; each call is like a reload. */
export async function people() {
  const own = await scheme.readBundle(alice.bundle, alice.username)
  const keyLog = new KeyLog(own)
  const contacts = new Contacts(own)
  const directory = new Directory(own, keyLog, contacts)
  await Promise.all([keyLog.recall(), contacts.recall()])
  contacts.close()
  return { own, keyLog, contacts, directory }
}

/** A room as Alice's browser sees it, not loaded yet; each call is like a reload. */
export async function open(id, login) {
  return new Room(id, login, await people())
}

/** Close the pages that are open, as people close tabs: nothing is wiped. */
async function leave(client) {
  const channel = new BroadcastChannel("securechat")
  channel.postMessage("ended")
  await until(() => client.told("ended").length)
  channel.close()
  await idle()
}

/** Start the chat page; every event is noted. */
export async function start() {
  const client = await Client.start()
  client.noted = []
  client.told = (wanted) => client.noted.filter(({ name }) => name === wanted)
  client.quit = () => leave(client)
  for (const name of ["chats", "timeline", "arrived", "people", "alarms", "connection", "ended"]) {
    client.addEventListener(name, ({ detail }) => client.noted.push({ name, ...detail }))
  }
  return client
}

/** Make a room on the relay: the first actor is its creator. */
export async function group(relay, [maker, ...others], { kind = "group", log = true } = {}) {
  const id = scheme.newId()
  let roster = null
  const texts = []
  const changes = [
    { op: "create", kind, settings: { log }, subject: maker.subject, room: id },
    ...others.map(({ subject }) => ({ op: "add", subject })),
  ]
  for (const change of changes) {
    const text = await makeEntry(roster, maker, change)
    texts.push(text)
    ;({ roster } = await scheme.applyEntries({ room: id, roster, texts: [text], bundles }))
  }
  await relay.create(maker, id, texts)
  return id
}

export async function change(relay, id, by, what) {
  return relay.change(by, id, [await makeEntry(relay.rooms.get(id).roster, by, what)])
}

/** Somebody at the other side, who writes into a room. */
export class Peer {
  #session = null
  #next = 0

  constructor(relay, actor, id) {
    Object.assign(this, { relay, actor, id })
  }

  async announce() {
    const { roster } = this.relay.rooms.get(this.id)
    const { username, keys, bundle, bundles: mine = bundles[username] } = this.actor
    const { text, session } = await scheme.makeSession({
      keys, room: this.id, roster, bundles: { ...bundles, [username]: mine }, sender: username, bundle,
      sid: scheme.newId(), time: Date.now(),
    })
    const payload = { room: this.id, kind: "session", id: session.sid, data: text, roster: roster.head }
    await this.relay.send(username, payload)
    this.#session = session
    this.#next = 0
    return session
  }

  /** Make a message without sending it. */
  async write(text, { kind = "text", seen, ...others } = {}) {
    const room = this.relay.rooms.get(this.id)
    if (!this.#session || this.#session.roster !== room.roster.head || this.#next > 99) await this.announce()
    const id = scheme.newId()
    seen ??= { head: room.head, seq: room.seq }
    const data = await scheme.makeMessage({
      keys: this.actor.keys, session: this.#session, idx: this.#next++, id, kind, body: { text }, seen,
      time: Date.now(), ...others,
    })
    return { room: this.id, kind: "message", id, data, roster: room.roster.head }
  }

  /** What takes a message of ours back, as it was told. */
  async takesBack(seq, changes = {}) {
    const { record } = this.relay.rooms.get(this.id).records.find((entry) => entry.record.seq === seq)
    const { sid, idx } = record.data ? scheme.messageSid(record.data) : {}
    const body = { hash: await scheme.recordHash(record), idx, seq, sid, target: record.id, ...changes }
    return { kind: "delete", body }
  }

  /** Signal something to Alice; `changes` is what the server makes of it. */
  async signal(kind, body = null, { n = Date.now() + ++signals, ...changes } = {}) {
    const session = this.#session ?? await this.announce()
    const data = await scheme.makeSignal({ keys: this.actor.keys, session, n, kind, time: Date.now(), body })
    const payload = { room: this.id, sender: this.actor.username, data, ...changes }
    this.relay.push("signal", payload)
    return payload
  }

  /** What Alice has signalled in this room so far, as this member opens it: [{kind, body}]. */
  async hears() {
    const { records, roster } = this.relay.rooms.get(this.id)
    const found = []
    for (const [name, { room, data }] of this.relay.heard) {
      if (name !== "signal" || room !== this.id) continue
      const { sid } = scheme.signalSid(data)
      const { record } = records.find(({ record: { id } }) => id === sid)
      const session = await scheme.readSession({
        text: record.data, keys: this.actor.keys, room, sid, sender: "alice", roster: { ...roster, bundles },
      })
      const { kind, body } = await scheme.readSignal({
        text: data, session, sender: "alice", room, rosterHead: roster.head, last: null,
      })
      found.push({ kind, body })
    }
    return found
  }

  async say(text, options) {
    const payload = await this.write(text, options)
    const answer = await this.relay.send(this.actor.username, payload)
    if (!answer.ok) throw new Error(answer.error.code)
    return payload.id
  }
}

export const texts = (items) => items.filter(({ type }) => type === "message").map(({ text }) => text)
export const problems = (items) => items.filter(({ type }) => type === "problem").map(({ reason }) => reason)

/** How long is waited for what should be so at once, in milliseconds: a busy machine is no fault. */
const PATIENCE = 60_000

/** Wait until something is so, looking again as time passes. */
export async function until(isSo, what = String(isSo)) {
  for (const deadline = performance.now() + PATIENCE; performance.now() < deadline;) {
    const found = await isSo()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`never so: ${what}`)
}
