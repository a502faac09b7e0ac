import assert from "node:assert/strict"
import { after, beforeEach, test } from "node:test"
import { alice, bob, carol } from "../actors.js"
import { change, group, logIn, Peer, problems, scheme, start, storage, texts, until, world } from "./world.js"

let relay, login, client

after(() => client?.quit())

beforeEach(async () => {
  await client?.quit()
  client = null
  ;({ relay, login } = await world())
})

const chat = (id) => client.chats.find(({ room }) => room === id)
const count = (asked) => relay.asked.filter((one) => one.includes(asked)).length

/** Let nothing be read in idle time: a page that nobody looks at leaves that for later. */
function behind(context) {
  globalThis.document = Object.assign(new EventTarget(), { hidden: true })
  context.after(() => delete globalThis.document)
}

test("a room that somebody makes while we are here appears with what is unread", async () => {
  client = await start()
  await until(() => client.told("connection").length)
  const id = await group(relay, [bob, alice])
  const peer = new Peer(relay, bob, id)
  for (const text of ["one", "two"]) await peer.say(text)
  await until(() => chat(id)?.unread === 2)
  client.markRead(id)
  assert.equal(chat(id).unread, 0)
})

test("rooms that this browser knows are not loaded again, and show what they showed", async (context) => {
  behind(context)
  const ids = []
  for (let number = 0; number < 12; number++) {
    const id = await group(relay, [alice, bob])
    const peer = new Peer(relay, bob, id)
    await peer.say(`title ${number}`, { kind: "title" })
    await peer.say(`hello ${number}`)
    ids.push(id)
  }
  client = await start()
  await until(() => ids.every((id) => chat(id).unread === 1))
  // Bob was told in each that it has come, for which Alice announced a session there.
  await until(() => ids.every((id) => relay.heard.some(([name, { room }]) => name === "signal" && room === id)))
  for (const id of ids) {
    await until(async () => (await storage.getSealed(login.localKey, "rooms", id)).seq === relay.rooms.get(id).seq)
  }
  const shown = structuredClone(client.chats)
  await client.quit()
  relay.asked = []
  client = await start()
  await until(() => client.told("connection").length)
  assert.deepEqual(client.chats, shown)
  assert.equal(count("/records"), 0)
  // Only what is new is fetched.
  await new Peer(relay, bob, ids[3]).say("new")
  await until(() => chat(ids[3]).unread === 2)
  assert.ok(count("/records") <= 2)
  assert.equal(client.chats[0].room, ids[3])
})

test("a browser that is new to a group goes back for its title, and keeps it", async (context) => {
  behind(context)
  const id = await group(relay, [bob, alice])
  const peer = new Peer(relay, bob, id)
  await peer.say("the title", { kind: "title" })
  for (let number = 0; number < 130; number++) await peer.say(`hello ${number}`)
  client = await start()
  await until(() => chat(id)?.title === "the title")
  await client.quit()
  relay.asked = []
  client = await start()
  assert.equal(chat(id).title, "the title")
  assert.equal(count("/records"), 0)
})

test("the list of chats is there before the rooms are loaded", async () => {
  const id = await group(relay, [alice, bob])
  let answer
  relay.lies["GET /api/rooms/*/records"] = (honest) => new Promise((resolve) => (answer = () => resolve(honest)))
  client = await start()
  assert.equal(chat(id).title, "bob")
  await until(() => answer)
  relay.lies = {}
  answer()
})

test("who is removed sees that they are no member, and is one again when added", async () => {
  const id = await group(relay, [bob, alice])
  const peer = new Peer(relay, bob, id)
  client = await start()
  await client.openChat(id)
  await peer.say("before")
  await change(relay, id, bob, { op: "remove", subject: alice.subject })
  await until(() => chat(id).active === false)
  await client.openChat(id)
  await until(() => client.timeline(id).some(({ text }) => text === "bob removed alice"))
  await peer.say("between")
  await change(relay, id, bob, { op: "add", subject: alice.subject })
  await until(() => chat(id).active)
  await peer.say("after")
  await until(() => texts(client.timeline(id)).includes("after"))
  assert.deepEqual(texts(client.timeline(id)), ["before", "after"])
  assert.deepEqual(problems(client.timeline(id)), [])
})

test("who was removed while away finds the chat closed", async () => {
  const id = await group(relay, [bob, alice])
  client = await start()
  await client.openChat(id)
  relay.cut()
  await change(relay, id, bob, { op: "remove", subject: alice.subject })
  relay.mend()
  await until(() => chat(id).active === false)
})

test("who leaves has the chat no more", async () => {
  const id = await group(relay, [bob, alice])
  client = await start()
  await client.openChat(id)
  await client.leave(id)
  assert.equal(chat(id), undefined)
})

test("a direct chat that the server found must be with the one who was asked for", async () => {
  const other = await group(relay, [alice, carol], { kind: "direct" })
  client = await start()
  relay.lies["POST /api/rooms"] = () => ({ status: 409, error: { code: "direct-exists", message: "", room: other } })
  await assert.rejects(client.startDirect("bob"), { code: "wrong-room" })
})

test("what was missed without a connection is there after it", async () => {
  const id = await group(relay, [alice, bob])
  const peer = new Peer(relay, bob, id)
  client = await start()
  await client.openChat(id)
  await until(() => client.told("connection").length)
  relay.cut()
  for (let number = 0; number < 210; number++) await peer.say(`number ${number}`)
  // The first attempts go wrong in the middle.
  let wrong = 2
  relay.lies["GET /api/rooms"] = (answer) => {
    if (wrong-- > 0) throw new TypeError("lost")
    return answer
  }
  relay.mend()
  await until(() => texts(client.timeline(id)).length === 210)
  await until(() => client.told("connection").at(-1).state === "online")
})

test("a burst is verified in few steps, and told in few", async () => {
  const id = await group(relay, [alice, bob])
  const peer = new Peer(relay, bob, id)
  client = await start()
  await client.openChat(id)
  await until(() => client.told("connection").length)
  const push = relay.push.bind(relay)
  const held = []
  relay.push = (name, payload) => held.push([name, payload])
  for (let number = 0; number < 300; number++) await peer.say(`number ${number}`)
  const before = count("/rooms/")
  const told = client.noted.length
  for (const [name, payload] of held) push(name, payload)
  await until(() => texts(client.timeline(id)).length === 300)
  assert.equal(count("/rooms/"), before)
  assert.ok(client.noted.length - told < 30, `${client.noted.length - told} events`)
  assert.deepEqual(texts(client.timeline(id)), Array.from({ length: 300 }, (_, number) => `number ${number}`))
})

test("records whose keys could not be had are shown when they can", async () => {
  const id = await group(relay, [alice, bob])
  const peer = new Peer(relay, bob, id)
  await peer.announce()
  for (let number = 0; number < 65; number++) await peer.say(`number ${number}`)
  client = await start()
  await client.openChat(id)
  await until(() => client.told("connection").length)
  let wrong = 1
  relay.lies["GET /api/users/*/bundle"] = (answer) => {
    if (wrong-- > 0) throw new TypeError("lost")
    return answer
  }
  await change(relay, id, bob, { op: "add", subject: carol.subject })
  await until(() => client.timeline(id).some(({ text }) => text === "bob added carol"))
  assert.equal(chat(id).refused, null)
})

test("an account that keeps its keys in the browser says them before anything else", async () => {
  relay.account.store = "browser"
  await storage.putLogin({ ...login, store: "browser" })
  const id = await group(relay, [alice, bob])
  client = await start()
  await until(() => client.told("connection").length)
  await client.openChat(id)
  await client.send(id, "hello")
  await until(() => relay.sent("message").length)
  assert.equal(relay.heard[0][0], "keys")
  relay.cut()
  await assert.rejects(client.startGroup(["bob"], "x"), { code: "offline" })
  const before = relay.heard.length
  relay.mend()
  await until(() => relay.heard.slice(before).some(([name]) => name === "keys"))
  await client.startGroup(["bob"], "x")
})

test("a chat that cannot be fetched says so, and opens when it can", async () => {
  const id = await group(relay, [alice, bob])
  await new Peer(relay, bob, id).say("hello")
  relay.lies["GET /api/rooms/*/records"] = () => { throw new TypeError("lost") }
  client = await start()
  await assert.rejects(client.openChat(id), { code: "offline" })
  assert.equal(chat(id).refused, null)
  relay.lies = {}
  await client.openChat(id)
  assert.deepEqual(texts(client.timeline(id)), ["hello"])
})

test("a chat that was opened stays open without a connection", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  relay.cut()
  await client.openChat(id)
  assert.equal(client.timeline(id).length, 2)
})

test("a login that the server does not know any more ends", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  relay.loggedIn = false
  await assert.rejects(client.openChat(id), { code: "not-logged-in" })
  await until(() => client.told("ended").length)
  assert.deepEqual(await storage.keys("login"), [])
})

test("a visit that begins while another tab logs out goes to the login", async () => {
  relay.lies["GET /api/me"] = async (honest) => {
    // What the other tab does meanwhile.
    if (relay.loggedIn) await storage.wipe()
    relay.loggedIn = false
    return honest
  }
  await assert.rejects(start(), { code: "not-logged-in" })
})

test("a chat with somebody whose keys are away says why, and opens with the next connection", async () => {
  ({ relay } = await world({ known: ["alice"] }))
  const id = await group(relay, [bob, alice])
  client = await start()
  await until(() => chat(id).refused === "no-bundle")
  await assert.rejects(client.openChat(id), { code: "no-bundle" })
  relay.bundles.set("bob", [bob.bundle])
  relay.cut()
  relay.mend()
  await until(() => chat(id).refused === null)
  assert.deepEqual(texts(client.timeline(id)), [])
})

test("what the server pushes into a refused room makes nobody load it again and again", async () => {
  const id = await group(relay, [alice, bob])
  const peer = new Peer(relay, bob, id)
  await peer.say("hello")
  client = await start()
  await client.openChat(id)
  const lie = structuredClone(relay.rooms.get(id).records.at(-1))
  Object.assign(lie.record, { seq: lie.record.seq + 1, time: 1 })
  relay.push("record", lie)
  await until(() => chat(id).refused === "bad-chain")
  const before = count("/rooms/")
  for (let number = 0; number < 5; number++) await peer.say(`number ${number}`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal(count("/rooms/"), before)
  assert.equal(client.timeline(id).at(-1).reason, "bad-chain")
  // Whoever opens it asks for it to be looked at anew.
  await client.openChat(id)
  assert.equal(texts(client.timeline(id)).length, 6)
  assert.deepEqual(problems(client.timeline(id)), [])
})

test("a login that ended wipes the browser and says so once", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  relay.push("ended", { code: "expired" })
  await until(() => client.told("ended").length)
  assert.deepEqual(client.told("ended").map(({ code }) => code), ["ended"])
  for (const store of ["login", "contacts", "rooms", "sessions", "chains", "state"]) {
    assert.deepEqual(await storage.keys(store), [], store)
  }
})

test("after a login elsewhere in this browser nothing of the old one is written any more", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  await storage.wipe()
  await storage.putLogin({ ...login, visit: "another" })
  await new Peer(relay, bob, id).say("late")
  await until(() => client.told("ended").length)
  assert.deepEqual(await storage.keys("rooms"), [])
  assert.deepEqual(await storage.keys("sessions"), [])
  // The new login is not wiped by the old one's end.
  assert.equal((await storage.get("login", "current")).visit, "another")
})

test("logging out ends every tab, and leaves nothing", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  const tab = await start()
  await client.openChat(id)
  await tab.openChat(id)
  await client.logout()
  await until(() => tab.told("ended").length)
  for (const store of ["login", "contacts", "rooms", "sessions", "chains", "state"]) {
    assert.deepEqual(await storage.keys(store), [], store)
  }
})

test("read marks survive a reload that comes before they were written, and travel", async () => {
  const id = await group(relay, [alice, bob])
  await new Peer(relay, bob, id).say("hello")
  client = await start()
  await until(() => chat(id).unread === 1)
  client.markRead(id)
  await storage.keys("state")
  await client.quit()
  client = await start()
  assert.equal(chat(id).unread, 0)
})

test("marks of who was verified follow the account to another browser", async () => {
  const id = await group(relay, [alice, bob])
  const one = client = await start()
  await one.openChat(id)
  await one.setVerified("bob", true, one.person("bob").fingerprint)
  await until(() => relay.state.rev > 0)
  await one.quit()
  await storage.wipe()
  await logIn()
  client = await start()
  await until(() => client.person("bob").verified)
})

test("who is writing is shown until their message comes", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  const peer = new Peer(relay, bob, id)
  const session = await peer.announce()
  const typing = async (n, changes = {}) => {
    const data = await scheme.makeSignal({ keys: bob.keys, session, n, kind: "typing", time: Date.now() })
    relay.push("signal", { room: id, sender: "bob", data, ...changes })
  }
  await until(async () => (await storage.keys("sessions")).length)
  await typing(1)
  await until(() => client.chats[0].typing.includes("bob"))
  await peer.say("hello")
  await until(() => !client.chats[0].typing.length)
  // An old one again, one under another name, and no signal at all.
  await typing(1)
  await typing(2, { sender: "carol" })
  relay.push("signal", { room: id, sender: "bob", data: (await peer.write("no signal")).data })
  await typing(3)
  await until(() => client.chats[0].typing.length)
  assert.deepEqual(client.chats[0].typing, ["bob"])
})

test("that we are writing is said to the others, and not too often", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  // Nothing but what this is about.
  client.setPrivacy({ delivered: false, presence: false, read: false })
  await client.openChat(id)
  client.typing(id)
  await client.send(id, "hello")
  await until(() => texts(client.timeline(id)).includes("hello") && relay.sent("message").length)
  const signals = () => relay.heard.filter(([name]) => name === "signal")
  assert.deepEqual(signals(), [])
  const other = await group(relay, [alice, bob])
  await client.openChat(other)
  await client.send(other, "hello")
  await until(() => relay.sent("message").length === 2)
  await until(() => client.chats.every(({ last }) => last))
  for (let times = 0; times < 3; times++) client.typing(other)
  await until(() => signals().length)
  assert.equal(signals().length, 1)
  assert.equal(signals()[0][1].room, other)
})

test("account data that is older than before is an alarm, and nothing is written over it", async () => {
  const id = await group(relay, [alice, bob])
  const state = async (rev) => ({ rev, blob: await scheme.makeState({
    keys: alice.keys, owner: "alice", read: {}, rev, time: 1, encPublic: alice.enc.public,
  }) })
  relay.state = await state(9)
  client = await start()
  await until(async () => (await storage.get("state", "current"))?.rev >= 9)
  await client.quit()
  const { rev: seen } = await storage.get("state", "current")
  for (const older of [{ rev: 0, blob: null }, await state(3)]) {
    relay.state = older
    client = await start()
    await until(() => client.alarms.some(({ reason }) => reason === "stale-state"))
    await client.openChat(id)
    client.markRead(id)
    await new Promise((resolve) => setTimeout(resolve, 1_700))
    assert.equal(relay.state.rev, older.rev)
    assert.equal((await storage.get("state", "current")).rev, seen)
    await client.quit()
  }
})

test("a key log that the server keeps to itself is an alarm, until it shows it", async () => {
  relay.lies["GET /api/keylog/checkpoint"] = () => ({ status: 500, error: { code: "server-error", message: "" } })
  client = await start()
  await until(() => client.alarms.some(({ reason }) => reason === "log-withheld"))
  delete relay.lies["GET /api/keylog/checkpoint"]
  await until(() => !client.alarms.length)
})

test("a server that was asked too often is asked again when it said, and is not taken to keep its key log to itself", async () => {
  const times = []
  relay.lies["GET /api/keylog/checkpoint"] = (honest) => {
    times.push(performance.now())
    return times.length > 1 ? honest : { status: 429, error: { code: "too-often", message: "", retry_after: 3 } }
  }
  client = await start()
  await until(() => times.length > 1)
  assert.ok(times[1] - times[0] > 2_900, `asked again after ${times[1] - times[0]} ms`)
  assert.deepEqual(client.alarms, [])
})

test("a room that was refused is not loaded anew because the server says that it is new", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  const { seq } = relay.rooms.get(id)
  relay.push("record", { head: "A".repeat(43), record: {
    data: "x", id: scheme.newId(), kind: "message", room: id, sender: "bob", seq: seq + 1, time: 1,
  } })
  await until(() => client.chats[0].refused)
  relay.asked = []
  relay.push("room", { room: id })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(client.chats[0].refused)
})

test("answers, edits, reactions and what is forwarded go out as messages of one kind like another", async () => {
  const id = await group(relay, [alice, bob])
  const other = await group(relay, [alice, carol])
  const hello = await new Peer(relay, bob, id).say("hello")
  client = await start()
  await client.openChat(id)
  await client.send(id, "my answer", { replyTo: hello })
  await until(() => client.timeline(id).at(-1).seq !== null)
  const { id: mine } = client.timeline(id).at(-1)
  await client.edit(id, mine, "my better answer")
  await client.react(id, hello, "👍", true)
  await client.forward(id, [hello, mine], [other])
  await until(() => texts(client.timeline(other)).length === 2)
  await until(() => client.message(id, hello).reactions.length && client.message(id, mine).edited)
  assert.equal(client.message(id, mine).text, "my better answer")
  assert.equal(client.message(id, mine).replyTo, hello)
  const forwarded = client.timeline(other).filter(({ type }) => type === "message")
  assert.deepEqual(forwarded.map((item) => [item.text, item.forwarded]), [["hello", true], ["my better answer", true]])
  // Hello, the answer, the edit and the reaction: to the relay they are all messages.
  const isMessage = ({ record }) => record.kind === "message"
  await until(() => relay.rooms.get(id).records.filter(isMessage).length === 4)
})

/** Read the newest message of a room, which is Alice's, as Bob does. */
async function newest({ id: room, records, roster }) {
  const { data, id: sid } = records.find(({ record: { kind } }) => kind === "session").record
  const session = await scheme.readSession({ text: data, keys: bob.keys, room, sid, sender: "alice", roster })
  const { data: text, id } = records.at(-1).record
  return scheme.readMessage({ text, session, id, sender: "alice", room, rosterHead: roster.head })
}

test("what is taken back names the record that it was, and what still waits is not sent", async () => {
  const id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
  await client.send(id, "a mistake")
  await until(() => client.timeline(id).at(-1).seq !== null)
  const { id: mine, seq } = client.timeline(id).at(-1)
  const { record } = relay.rooms.get(id).records.find((entry) => entry.record.seq === seq)
  const hash = await scheme.recordHash(record)
  await client.remove(id, mine)
  await until(() => relay.rooms.get(id).records.at(-1).record.seq > seq)
  assert.equal(client.message(id, mine).deleted, true)
  const { kind, body } = await newest(relay.rooms.get(id))
  assert.equal(kind, "delete")
  assert.deepEqual([body.hash, body.seq, body.target], [hash, seq, mine])
  relay.cut()
  await client.send(id, "not yet")
  await client.remove(id, client.timeline(id).at(-1).id)
  assert.ok(!texts(client.timeline(id)).includes("not yet"))
})
