import assert from "node:assert/strict"
import { after, beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { change, group, Peer, scheme, start, storage, texts, until, world } from "./world.js"

const DAY = 24 * 60 * 60 * 1000

let relay, id, client

after(() => client?.quit())

beforeEach(async () => {
  await client?.quit()
  ;({ relay } = await world())
  id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
})

const mine = () => relay.rooms.get(id).records.filter(({ record }) => record.kind === "message")
const item = (text) => client.timeline(id).find((one) => one.text === text)
const status = (text) => item(text)?.status
const sent = (text) => until(() => status(text) === "sent" && item(text).seq, `"${text}" is sent`)
const failed = (text) => until(() => status(text) === "failed", `"${text}" has failed`)
const empty = () => until(async () => !(await storage.waiting()).length, "nothing waits")

/** The indices under which messages left, as "session index". */
const indices = () => relay.sent("message").map(({ data }) => {
  const { sid, idx } = scheme.messageSid(data)
  return `${sid} ${idx}`
})

/** No index may ever stand for two texts. */
function assertNoIndexTwice() {
  const texts = new Map()
  for (const { data } of relay.sent("message")) {
    const { sid, idx } = scheme.messageSid(data)
    assert.equal(texts.get(`${sid} ${idx}`) ?? data, data)
    texts.set(`${sid} ${idx}`, data)
  }
}

test("messages go out in order, each under an index of its own", async () => {
  for (const text of ["one", "two", "three"]) await client.send(id, text)
  await sent("three")
  assert.deepEqual(texts(client.timeline(id)), ["one", "two", "three"])
  assert.equal(relay.sent("session").length, 1)
  assert.equal(new Set(indices()).size, 3)
  await empty()
})

test("a session serves a hundred messages, and the next one begins another", async () => {
  for (let number = 0; number <= 100; number++) await client.send(id, `number ${number}`)
  await sent("number 100")
  const sids = indices().map((index) => index.split(" ")[0])
  assert.equal(new Set(sids.slice(0, 100)).size, 1)
  assert.notEqual(sids[100], sids[0])
  assert.equal(relay.sent("session").length, 2)
})

test("a session serves for seven days, and the next message begins another", async (context) => {
  await client.send(id, "the first day")
  await sent("the first day")
  const begun = Date.now()
  context.mock.timers.enable({ apis: ["Date"], now: begun + 6 * DAY })
  await client.send(id, "the sixth day")
  await sent("the sixth day")
  assert.equal(relay.sent("session").length, 1, "the premise")
  context.mock.timers.setTime(begun + 7 * DAY + 1)
  await client.send(id, "the eighth day")
  await sent("the eighth day")
  assert.equal(relay.sent("session").length, 2)
})

test("a message whose answer got lost is repeated as it was, and is there once", async () => {
  relay.onEvent = (name, { kind }) => kind === "message" ? "lose" : null
  await client.send(id, "once")
  await until(() => mine().length === 1)
  relay.onEvent = null
  relay.cut()
  relay.mend()
  await sent("once")
  await empty()
  assert.equal(mine().length, 1)
  assertNoIndexTwice()
})

test("an answer lost before a change of members sends nothing twice", async () => {
  relay.onEvent = (name, { kind }) => kind === "message" ? "lose" : null
  await client.send(id, "once")
  await until(() => mine().length === 1)
  relay.cut()
  await change(relay, id, bob, { op: "add", subject: carol.subject })
  relay.onEvent = null
  relay.mend()
  await sent("once")
  await client.send(id, "after")
  await sent("after")
  assert.equal(mine().length, 2)
  assertNoIndexTwice()
})

test("a message that did not arrive before a change of members is sealed for the new ones", async () => {
  let lost = null
  relay.onEvent = (name, payload) => {
    if (payload.kind !== "message" || lost) return null
    lost = payload
    return new Promise(() => {})
  }
  await client.send(id, "for all")
  await until(() => lost)
  relay.cut()
  await change(relay, id, bob, { op: "add", subject: carol.subject })
  relay.mend()
  await sent("for all")
  const [{ record }] = mine()
  assert.equal(record.id, lost.id)
  assert.notEqual(scheme.messageSid(record.data).sid, scheme.messageSid(lost.data).sid)
  assert.equal(mine().length, 1)
})

test("an announcement that got lost on the server is made again, once", async () => {
  await client.send(id, "one")
  await sent("one")
  // A server restored from an older copy.
  for (const [name, { kind }] of relay.rooms.get(id).ids) if (kind === "session") relay.rooms.get(id).ids.delete(name)
  await client.send(id, "two")
  await sent("two")
  assert.equal(relay.sent("session").length, 2)
  assertNoIndexTwice()
})

test("what is refused for good is shown, and sealed anew when it is tried again", async () => {
  relay.onEvent = (name, { kind }) => kind === "message" ? refuse("bad-request") : null
  await client.send(id, "no")
  await failed("no")
  // Once more in a new session, and that was it.
  assert.equal(relay.sent("message").length, 2)
  const [{ sealed }] = await storage.waiting()
  assert.equal(sealed, null)
  relay.onEvent = null
  await client.retry(id, item("no").id)
  await sent("no")
  assert.equal(new Set(indices()).size, 3)
  assertNoIndexTwice()
})

test("a message that failed in the middle of sending leaves no index to be used again", async () => {
  relay.onEvent = (name, { kind }) => kind === "message" ? refuse("too-large") : null
  await client.send(id, "no")
  await failed("no")
  relay.onEvent = null
  await client.send(id, "yes")
  await sent("yes")
  await client.discard(id, item("no").id)
  assert.equal(item("no"), undefined)
  assertNoIndexTwice()
})

test("an index is on the disk as used before its message leaves", async () => {
  await client.send(id, "one")
  await sent("one")
  const { localKey } = await storage.get("login", "current")
  const atLeaving = []
  relay.onEvent = async (name, { kind, data }) => {
    if (kind !== "message") return
    const { next, session } = await storage.getSealed(localKey, "chains", id)
    atLeaving.push([scheme.messageSid(data), { sid: session.sid, idx: next - 1 }])
  }
  for (const text of ["two", "three"]) await client.send(id, text)
  await sent("three")
  assert.equal(atLeaving.length, 2)
  for (const [left, kept] of atLeaving) assert.deepEqual(left, kept)
})

test("what a roster that is stale for ever refuses fails, and does not try for ever", async () => {
  relay.onEvent = (name, { kind }) => kind ? refuse("stale-roster") : null
  await client.send(id, "no")
  await failed("no")
  assert.ok(relay.heard.length < 20)
})

test("a server that is out of order is not asked in a hot loop", async () => {
  const tab = await start()
  await until(() => tab.told("connection").length)
  const tries = []
  relay.onEvent = (name, { kind }) => {
    if (!kind) return null
    tries.push(performance.now())
    return refuse("server-error")
  }
  await client.send(id, "later")
  await until(() => relay.sent("session").length)
  await new Promise((resolve) => setTimeout(resolve, 300))
  // Once by each tab, before either tries again.
  assert.ok(tries.filter((time) => time < tries[0] + 1_900).length <= 2, `tries at ${tries}`)
  assert.equal(status("later"), "pending")
})

test("a server that says when to come back is not asked before, for no room, and then takes everything once", async (context) => {
  const other = await group(relay, [alice, bob])
  await client.send(id, "before")
  await sent("before")
  const tries = () => relay.sent("message").length + relay.sent("session").length
  const before = tries()
  relay.onEvent = (name, { kind }) => kind ? refuse("too-often", { retry_after: 3600 }) : null
  await client.send(id, "one")
  await until(() => tries() > before)
  await client.send(other, "two")
  relay.cut()
  relay.mend()
  await client.send(id, "three")
  await until(() => client.connection === "online")
  assert.equal(tries(), before + 1)
  assert.equal(status("one"), "pending")

  relay.onEvent = null
  context.mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_600_000 })
  relay.cut()
  relay.mend()
  await sent("three")
  await until(() => relay.rooms.get(other).records.some(({ record }) => record.kind === "message"))
  assert.deepEqual(texts(client.timeline(id)), ["before", "one", "three"])
  assertNoIndexTwice()
})

test("what was written without a connection goes out with the next one, in order", async () => {
  relay.cut()
  for (const text of ["one", "two"]) await client.send(id, text)
  assert.equal(status("two"), "pending")
  relay.mend()
  await sent("two")
  assert.deepEqual(texts(client.timeline(id)), ["one", "two"])
})

test("a room that cannot be reached keeps no other one waiting", async () => {
  const other = await group(relay, [alice, bob])
  relay.onEvent = (name, { room }) => room === id ? refuse("server-error") : null
  await client.send(id, "stuck")
  await client.send(other, "free")
  await until(() => relay.rooms.get(other).records.some(({ record }) => record.kind === "message"))
  assert.equal(status("stuck"), "pending")
})

test("what waits survives a reload, and goes out once", async () => {
  relay.cut()
  await client.send(id, "from before")
  relay.reachable = true
  await client.quit()
  client = await start()
  await client.openChat(id)
  await sent("from before")
  assert.equal(mine().length, 1)
  await empty()
})

test("two tabs send each message once", async () => {
  const tab = await start()
  await tab.openChat(id)
  const wanted = []
  for (let number = 0; number < 6; number++) {
    wanted.push(`number ${number}`)
    await (number % 2 ? tab : client).send(id, `number ${number}`)
  }
  await until(() => texts(client.timeline(id)).length === 6 && mine().length === 6)
  await empty()
  for (const one of [client, tab]) {
    await until(() => one.timeline(id).filter(({ type, seq }) => type === "message" && seq).length === 6)
    assert.deepEqual(texts(one.timeline(id)).sort(), wanted)
  }
  assertNoIndexTwice()
  await tab.quit()
})

test("a message that the server took in stays in sight until its record comes", async () => {
  relay.push = () => {}
  await client.send(id, "seen")
  await sent("seen")
  assert.deepEqual(texts(client.timeline(id)), ["seen"])
  await empty()
})

test("nothing is sent into a room that was refused", async () => {
  await new Peer(relay, bob, id).say("hello")
  await until(() => item("hello"))
  relay.lies["GET /api/rooms/*/records"] = (answer) => ({ ...answer, records: answer.records.slice(0, -1) })
  const room = relay.rooms.get(id)
  const lie = structuredClone(room.records.at(-1))
  lie.record.seq += 5
  relay.push("record", lie)
  await until(() => client.chats[0].refused)
  await client.send(id, "no")
  await failed("no")
  assert.equal(relay.heard.length, 0)
  // It recovers when the server behaves again.
  relay.lies = {}
  await client.quit()
  client = await start()
  await client.openChat(id)
  assert.equal(client.chats[0].refused, null)
  await client.retry(id, item("no").id)
  await sent("no")
})

test("a title that could not be set can be tried again", async () => {
  relay.onEvent = (name, { kind }) => kind ? refuse("too-large") : null
  await client.setTitle(id, "Project")
  await failed("New title: “Project”")
  relay.onEvent = null
  await client.retry(id, item("New title: “Project”").id)
  await until(() => client.chats[0].title === "Project")
})

const refuse = (code, details = {}) => ({ ok: false, error: { code, message: code, ...details } })

test("a message that was acknowledged and is not there does not count as sent", async () => {
  await client.send(id, "honest")
  await sent("honest")
  relay.onEvent = (name, { kind }) => {
    const { seq, head } = relay.rooms.get(id)
    return kind === "message" ? { ok: true, seq: seq + 1, head, time: 1 } : null
  }
  await client.send(id, "swallowed")
  await failed("swallowed")
  assert.equal(item("swallowed").reason, "dropped")
  relay.onEvent = null
  await client.retry(id, item("swallowed").id)
  await sent("swallowed")
  assert.equal(mine().length, 2)
  assertNoIndexTwice()
})

test("a message that was acknowledged and is not met yet can be changed, and shows it", async () => {
  const { push } = relay
  relay.push = (name, payload) => name === "record" || push.call(relay, name, payload)
  relay.lies["GET /api/rooms/*/records"] = () => ({ status: 500, error: { code: "server-error", message: "" } })
  await client.send(id, "first")
  await until(() => status("first") === "sent")
  assert.equal(item("first").seq, null, "the premise")
  await client.edit(id, item("first").id, "second")
  await until(() => item("second"))
  delete relay.push
  delete relay.lies["GET /api/rooms/*/records"]
  relay.push("room", { room: id })
  await sent("second")
  await empty()
  assert.deepEqual([texts(client.timeline(id)), mine().length], [["second"], 2])
})

test("a message that was acknowledged with another head is a refusal of the room", async () => {
  relay.onEvent = async (name, payload) => {
    if (name !== "send" || payload.kind !== "message") return null
    return { ...await relay.send("alice", payload), head: relay.rooms.get(id).records[0].head }
  }
  await client.send(id, "hello")
  await until(() => client.chats[0].refused === "bad-chain")
  relay.onEvent = null
})

test("nothing is sent while somebody's keys are in question, and all of it once that is decided", async () => {
  await client.send(id, "before")
  await sent("before")
  const publics = { username: "bob", encPublic: carol.enc.public, sigPublic: carol.sig.public, time: 2 }
  const other = await scheme.makeBundle({ ...publics, keys: carol.keys })
  await relay.keyLog.add("bob", other)
  const honest = relay.bundles.get("bob")
  relay.bundles.set("bob", [other])
  await assert.rejects(client.addMembers(id, ["bob"]), { code: "key-changed" })
  assert.deepEqual(client.chats[0].blocked, { reason: "key-changed", username: "bob" })
  const before = relay.heard.length
  await client.send(id, "meanwhile")
  await until(() => status("meanwhile") === "pending")
  await client.quit()
  client = await start()
  await client.openChat(id)
  await until(() => client.connection === "online" && status("meanwhile") === "pending")
  assert.deepEqual(relay.heard.slice(before).filter(([name]) => name === "send"), [])
  relay.bundles.set("bob", honest)
  await client.keepKeys("bob", client.person("bob").changed.fingerprint)
  await sent("meanwhile")
  assert.equal(client.chats[0].blocked, null)
})

test("a message carries the checkpoint of the key log that its sender has", async () => {
  await until(() => client.chats.length && relay.asked.some((one) => one.includes("inclusion")))
  await client.send(id, "hello")
  await sent("hello")
  const room = relay.rooms.get(id)
  const [{ record }] = mine()
  const { record: { data, id: sid } } = room.records.find(({ record: { kind } }) => kind === "session")
  const session = await scheme.readSession({
    text: data, keys: bob.keys, room: id, sid, sender: "alice", roster: room.roster,
  })
  const message = await scheme.readMessage({
    text: record.data, session, id: record.id, sender: "alice", room: id, rosterHead: room.roster.head,
  })
  assert.deepEqual(message.log, await relay.keyLog.checkpoint())
})

/** What the server says to the next message, of which it keeps nothing. */
const swallow = (answer) => {
  relay.onEvent = (name, { kind }) => name === "send" && kind === "message" ? answer(relay.rooms.get(id)) : null
}
const behind = ({ seq, records }) => ({ ok: true, seq: seq + 1, head: records.at(-1).head, time: 1 })

test("an acknowledgement that names no place behind what we have seen is none", async () => {
  for (const seq of [undefined, 0, 1, "9"]) {
    swallow(({ records }) => ({ ok: true, seq, head: records[0].head, time: 1 }))
    const before = relay.sent("message").length
    await client.send(id, `swallowed with ${seq}`)
    await until(() => relay.sent("message").length > before)
    await until(() => status(`swallowed with ${seq}`) === "pending")
    relay.onEvent = null
    relay.cut()
    relay.mend()
    await sent(`swallowed with ${seq}`)
  }
  assertNoIndexTwice()
})

test("a message that was swallowed is found out later, too: when the room could not be asked, or was closed meanwhile", async () => {
  relay.lies["GET /api/rooms/*/records"] = () => ({ status: 500, error: { code: "server-error", message: "" } })
  swallow(behind)
  await client.send(id, "unasked")
  await until(() => status("unasked") === "sent")
  relay.onEvent = null
  delete relay.lies["GET /api/rooms/*/records"]
  await new Peer(relay, bob, id).say("one")
  await failed("unasked")

  swallow((room) => {
    relay.push("gone", { room: id })
    return behind(room)
  })
  await client.send(id, "closed")
  await until(() => status("closed") === "sent")
  relay.onEvent = null
  relay.push("room", { room: id })
  await failed("closed")

  swallow(behind)
  relay.lies["GET /api/rooms/*/records"] = () => ({ status: 500, error: { code: "server-error", message: "" } })
  await client.send(id, "left")
  await until(() => status("left") === "sent")
  relay.onEvent = null
  relay.lies = {}
  await client.quit()
  client = await start()
  await client.openChat(id)
  await failed("left")
})

test("records of others under a message's id take nothing out of the outbox", async () => {
  for (const kind of ["session", "message"]) {
    relay.onEvent = async (name, payload) => {
      if (name !== "send" || payload.kind !== "message") return null
      relay.onEvent = null
      relay.push("record", await relay.take(relay.rooms.get(id), { kind, id: payload.id, sender: "bob", data: "x" }))
      return "lose"
    }
    await client.send(id, `taken by a ${kind}`)
    await until(() => relay.rooms.get(id).records.some(({ record }) => record.data === "x" && record.kind === kind))
    await client.quit()
    client = await start()
    await client.openChat(id)
    assert.ok(["pending", "failed"].includes(status(`taken by a ${kind}`)), kind)
  }
})

test("what is sealed anew because the members have changed is held against their keys anew", async () => {
  const group3 = await group(relay, [alice, mallory])
  await client.openChat(group3)
  await client.addMembers(group3, ["bob"])
  await client.removeMember(group3, "bob")
  const publics = { username: "bob", encPublic: carol.enc.public, sigPublic: carol.sig.public, time: 2 }
  const other = await scheme.makeBundle({ ...publics, keys: carol.keys })
  await relay.keyLog.add("bob", other)
  relay.bundles.set("bob", [other])
  await assert.rejects(client.addMembers(group3, ["bob"]), { code: "key-changed" })
  relay.onEvent = async (name) => {
    if (name !== "send") return null
    relay.onEvent = null
    // Added while the message is under way, and nobody is told.
    const { push } = relay
    relay.push = () => {}
    await change(relay, group3, mallory, { op: "add", subject: bob.subject })
    relay.push = push
    return null
  }
  await client.send(group3, "secret")
  await until(() => client.chats.find(({ room }) => room === group3).blocked)
  assert.deepEqual(client.chats.find(({ room }) => room === group3).blocked, { reason: "key-changed", username: "bob" })
  const { records } = relay.rooms.get(group3)
  assert.ok(!records.some(({ record }) => record.kind === "message"))
})
