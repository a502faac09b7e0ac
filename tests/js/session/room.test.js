import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { b64u, utf8 } from "../../../static/js/crypto/bytes.js"
import { sha256 } from "../../../static/js/crypto/primitives.js"
import { change, group, open, Peer, people, problems, Room, scheme, storage, texts, until, world } from "./world.js"

const RECORDS = "GET /api/rooms/*/records"
const ROOM = "GET /api/rooms/*"

let relay, login, id, peer

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob])
  peer = new Peer(relay, bob, id)
})

const loaded = async () => {
  const room = await open(id, login)
  await room.load()
  return room
}

/** The server lies about one route until the end of `work`. */
async function lying(route, lie, work) {
  relay.lies[route] = lie
  try {
    await work()
  } finally {
    delete relay.lies[route]
  }
}

/** A room that refuses for this reason shows it, changes nothing, and recovers once the server behaves and it is loaded anew. */
async function refuses(room, reason, work) {
  const before = texts(room.timeline.items)
  await assert.rejects(work, { code: reason })
  assert.equal(room.refused, reason)
  assert.deepEqual(texts(room.timeline.items), before)
  assert.equal(room.timeline.items.at(-1).reason, reason)
  relay.lies = {}
  await room.load()
  assert.equal(room.refused, null)
  assert.deepEqual(problems(room.timeline.items), [])
}

async function say(...said) {
  for (const text of said) await peer.say(text)
}

test("what a peer wrote is read", async () => {
  await say("hello")
  const room = await loaded()
  assert.deepEqual(texts(room.timeline.items), ["hello"])
  assert.deepEqual(problems(room.timeline.items), [])
  assert.equal(room.countSince(0), 1)
})

test("a page and the pages before it join", async () => {
  for (let number = 0; number < 130; number++) await say(`number ${number}`)
  const room = await loaded()
  while (room.hasOlder) assert.ok(await room.older() > 0)
  assert.deepEqual(texts(room.timeline.items), Array.from({ length: 130 }, (_, number) => `number ${number}`))
  assert.deepEqual(problems(room.timeline.items), [])
  assert.equal(await room.older(), 0)
})

for (const [where, place] of [["in the middle", -2], ["at the newest end", -1]]) {
  test(`a record that is left out ${where} of the newest page is a gap`, async () => {
    await say("one", "two", "three")
    const room = await open(id, login)
    relay.lies[RECORDS] = (answer) => ({ ...answer, records: answer.records.toSpliced(place, 1) })
    await refuses(room, "gap", () => room.load())
  })
}

test("a record that is left out between two pages is a gap", async () => {
  for (let number = 0; number < 70; number++) await say(`number ${number}`)
  const room = await loaded()
  relay.lies[RECORDS] = (answer) => ({ ...answer, records: answer.records.slice(0, -1) })
  await refuses(room, "gap", () => room.older())
})

test("a beginning that is left out is a gap", async () => {
  for (let number = 0; number < 70; number++) await say(`number ${number}`)
  const room = await loaded()
  relay.lies[RECORDS] = (answer) => ({ ...answer, records: [] })
  await refuses(room, "gap", () => room.older())
})

test("older pages must end in the head where ours began", async () => {
  for (let number = 0; number < 70; number++) await say(`number ${number}`)
  const room = await loaded()
  relay.lies[RECORDS] = (answer) => {
    answer.records.at(-1).record.time += 1
    return answer
  }
  await refuses(room, "bad-chain", () => room.older())
})

test("a rewritten record is refused, also as the first of a page", async () => {
  for (let number = 0; number < 70; number++) await say(`number ${number}`)
  for (const place of [0, 1, 30, 59]) {
    const room = await open(id, login)
    relay.lies[RECORDS] = (answer) => {
      answer.records[place].record.room = scheme.newId()
      return answer
    }
    await refuses(room, "wrong-room", () => room.load())
  }
})

test("another head than the one of the newest record is refused", async () => {
  await say("one")
  const room = await open(id, login)
  relay.lies[RECORDS] = (answer) => ({ ...answer, head: relay.rooms.get(id).records[0].head })
  await refuses(room, "bad-chain", () => room.load())
})

test("records of another room in an answer are refused", async () => {
  await say("one")
  const other = await group(relay, [alice, bob])
  await new Peer(relay, bob, other).say("elsewhere")
  const { records, head, seq } = relay.rooms.get(other)
  const room = await open(id, login)
  relay.lies[RECORDS] = () => ({ records, head, seq })
  await refuses(room, "wrong-room", () => room.load())
})

test("what an earlier visit had verified is not taken back", async () => {
  await say("one", "two")
  const { records } = relay.rooms.get(id)
  await loaded()
  const room = await open(id, login)
  // The newest is withheld, consistently.
  const { record: { seq }, head } = records.at(-2)
  relay.lies[RECORDS] = (answer) => ({ seq, head, records: answer.records.slice(0, -1) })
  await refuses(room, "gap", () => room.load())
})

test("an earlier visit's head must be met where it lies within the page", async () => {
  await say("one", "two")
  await loaded()
  await rewrite(relay.rooms.get(id), (record) => record.time++)
  const room = await open(id, login)
  await assert.rejects(room.load(), { code: "bad-chain" })
})

test("an earlier visit's head must be met before the page", async () => {
  await say("one", "two")
  await loaded()
  for (let number = 0; number < 300; number++) await relayOnly(`number ${number}`)
  const room = await loaded()
  assert.equal(room.refused, null)
  assert.equal(room.countSince(0), 302)

  await storage.wipe()
  await storage.putLogin(login)
  await rewind(4, () => loaded())
  await rewrite(relay.rooms.get(id), (record) => record.time++)
  await assert.rejects(loaded(), { code: "bad-chain" })
})

test("an earlier visit that is too long ago must be met when older pages reach it", async () => {
  await say("one", "two")
  await loaded()
  const message = await peer.write("many times")
  for (let number = 0; number < 1100; number++) {
    await relay.take(relay.rooms.get(id), { ...message, id: scheme.newId(), sender: bob.username })
  }
  await rewrite(relay.rooms.get(id), (record) => record.time++)
  // Looking at the room once does not make one forget.
  await loaded()
  const room = await loaded()
  await assert.rejects(async () => {
    while (room.hasOlder) await room.older()
  }, { code: "bad-chain" })
})

test("a roster that is shorter than the one known is refused, whatever the records say", async () => {
  await change(relay, id, alice, { op: "add", subject: carol.subject })
  await change(relay, id, alice, { op: "remove", subject: carol.subject })
  await loaded()
  const short = await open(id, login)
  relay.lies[ROOM] = (answer) => ({ ...answer, roster: answer.roster.slice(0, -1) })
  // The newest page would show it; a page that begins behind it would not.
  relay.lies[RECORDS] = (answer) => ({ ...answer, records: [], seq: 0 })
  await assert.rejects(short.load(), (error) => ["gap", "bad-roster-chain"].includes(error.code))
  assert.equal(short.roster, null)
})

test("a roster record is in the page exactly where the roster has it", async () => {
  await say("one")
  await change(relay, id, alice, { op: "add", subject: carol.subject })
  await say("two")
  const room = await open(id, login)
  relay.lies[ROOM] = (answer) => {
    answer.roster[2].record.seq += 1
    return answer
  }
  await refuses(room, "bad-chain", () => room.load())
})

test("a roster record under another name than its signer's is refused", async () => {
  const room = await open(id, login)
  relay.lies[ROOM] = (answer) => {
    answer.roster[1].record.sender = bob.username
    return answer
  }
  await refuses(room, "wrong-sender", () => room.load())
})

test("a roster entry that is not entitled changes nothing, and no message is read with it", async () => {
  const room = await loaded()
  const { head } = room.roster
  const forged = await scheme.makeEntry({
    keys: mallory.keys,
    entry: { op: "add", by: bob.username, n: 2, prev: head, room: id, time: 1, subject: mallory.subject },
  })
  const entry = await take("roster", bob.username, forged)
  await assert.rejects(room.receive([entry]), { code: "unknown-key" })
  assert.equal(room.refused, "unknown-key")
  assert.equal(room.roster.head, head)
  assert.equal(room.member("mallory"), undefined)
})

test("a valid entry in a record that breaks the chain changes nothing", async () => {
  const room = await loaded()
  const { head } = room.roster
  const [entry] = await change(relay, id, alice, { op: "add", subject: carol.subject })
  const lie = structuredClone(entry)
  lie.record.time += 1
  await assert.rejects(room.receive([lie]), { code: "bad-chain" })
  assert.equal(room.roster.head, head)
})

test("another person's name on a message is refused", async () => {
  await say("hello")
  const room = await loaded()
  const message = await peer.write("I am Alice")
  const entry = await relay.take(relay.rooms.get(id), { ...message, sender: alice.username })
  await room.receive([entry])
  assert.deepEqual(problems(room.timeline.items), ["wrong-sender"])
  assert.equal(room.refused, null)
})

const falseBob = () => scheme.makeBundle({
  username: bob.username, keys: mallory.keys, encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 1,
})

const pinOfBob = async () => (await storage.get("contacts", "bob"))?.keys.at(-1).bundle

test("a key of somebody we know that is in no key log is not used, and the room goes on with the one that is pinned", async () => {
  await loaded()
  const text = await falseBob()
  const met = await people()
  const room = new Room(id, login, met)
  relay.lies[ROOM] = (answer) => ({ ...answer, bundles: { ...answer.bundles, bob: [text] } })
  await room.load()
  assert.equal(room.blocked, null)
  assert.equal(await pinOfBob(), bob.bundle)
  assert.deepEqual(met.keyLog.alarms.map(({ reason, username }) => [reason, username]), [["not-logged", "bob"]])
})

test("another key of somebody we know blocks the room, and is not pinned", async () => {
  await loaded()
  const text = await falseBob()
  await relay.keyLog.add("bob", text)
  relay.lies[ROOM] = (answer) => ({ ...answer, bundles: { ...answer.bundles, bob: [text] } })
  const room = await loaded()
  assert.deepEqual(room.blocked, { reason: "key-changed", username: "bob" })
  assert.equal(await pinOfBob(), bob.bundle)
})

test("a key that the roster does not vouch for is not pinned, and what its owner writes is marked until it is", async () => {
  const text = await falseBob()
  await say("hello")
  const room = await open(id, login)
  relay.lies[ROOM] = (answer) => ({ ...answer, bundles: { ...answer.bundles, bob: [text] } })
  await room.load()
  assert.equal(await pinOfBob(), undefined)
  assert.equal(room.timeline.items.at(-1).unaccepted, true)
  delete relay.lies[ROOM]
  await room.load()
  assert.equal(await pinOfBob(), bob.bundle)
})

test("a roster that names other keys than the ones we know of a person blocks the room", async () => {
  await loaded()
  const false_ = { ...bob.subject, enc: mallory.subject.enc, sig: mallory.subject.sig }
  id = await group(relay, [alice])
  await change(relay, id, alice, { op: "add", subject: false_ })
  assert.deepEqual((await loaded()).blocked, { reason: "key-changed", username: "bob" })
  assert.equal(await pinOfBob(), bob.bundle)
})

test("a roster that names other keys than our own is refused", async () => {
  id = await group(relay, [bob])
  await change(relay, id, bob, { op: "add", subject: { ...alice.subject, enc: mallory.subject.enc } })
  await assert.rejects(loaded(), { code: "wrong-thumbprint" })
})

test("a room that a member entered renewed keys in is read on, and says which key signed what", async () => {
  await say("before")
  const room = await loaded()
  const publics = { username: "bob", encPublic: carol.enc.public, sigPublic: carol.sig.public, time: 2 }
  const renewal = await scheme.makeRenewal({ ...publics, keys: bob.keys })
  const text = await scheme.makeBundle({ ...publics, keys: carol.keys, renewal })
  relay.bundles.set("bob", [bob.bundle, text])
  await relay.keyLog.add("bob", text)
  const { enc, sig } = carol.subject
  await room.receive(await change(relay, id, bob, { op: "rekey", subject: { username: "bob", enc, sig } }))
  assert.equal(await pinOfBob(), text)
  assert.equal(room.blocked, null)
  peer = new Peer(relay, { ...carol, username: "bob", bundle: text, bundles: [bob.bundle, text] }, id)
  await say("after")
  await room.catchUp()
  const [before, after] = room.timeline.items.filter(({ type }) => type === "message")
  assert.deepEqual([before.text, after.text], ["before", "after"])
  assert.notEqual(before.signed, after.signed)
  assert.deepEqual([before.unaccepted, after.unaccepted], [false, false])
  // Who comes to the room only now reads all of it.
  await storage.wipe()
  await storage.putLogin(login)
  assert.deepEqual(texts((await loaded()).timeline.items), ["before", "after"])
})

test("what is signed with keys that are not accepted is marked", async () => {
  const met = await people()
  const room = new Room(id, login, met)
  await room.load()
  await say("hello")
  await room.catchUp()
  assert.equal(room.timeline.items.at(-1).unaccepted, false)
  met.contacts.accepts = () => false
  assert.equal(room.judge("bob"), true)
  assert.equal(room.timeline.items.at(-1).unaccepted, true)
})

test("messages that are missing, late or from another log are marked where they are", async () => {
  await say("zero")
  const [one, two] = [await peer.write("one"), await peer.write("two")]
  await relay.send("bob", two)
  await relay.send("bob", one)
  const forked = { root: b64u(await sha256(utf8("another log"))), size: 3 }
  await peer.say("three", { log: forked })
  const room = await loaded()
  await until(() => problems(room.timeline.items).includes("log-forked"))
  assert.deepEqual(
    room.timeline.items.filter(({ type }) => type !== "line").map(({ type, text, reason }) => type === "message" ? text : reason),
    ["zero", "index-gap", "two", "out-of-order", "one", "log-forked", "three"],
  )
})

test("a gap between two pages shows when they join", async () => {
  for (let number = 0; number < 61; number++) await say(`number ${number}`)
  const room = relay.rooms.get(id)
  // Bob's client never heard of one of his messages being dropped before it was numbered.
  await peer.write("never arrives")
  for (let number = 0; number < 59; number++) await say(`later ${number}`)
  await say("last")
  const mine = await loaded()
  assert.equal(room.seq, mine.seq)
  while (mine.hasOlder) await mine.older()
  assert.deepEqual(problems(mine.timeline.items), ["index-gap"])
})

test("a wrong change of the members is named by its number", async () => {
  await change(relay, id, alice, { op: "add", subject: carol.subject })
  const room = await open(id, login)
  relay.lies[ROOM] = (answer) => {
    answer.roster[2].record.data = answer.roster[1].record.data
    return answer
  }
  await assert.rejects(room.load(), { code: "bad-roster-chain" })
  assert.match(room.timeline.items.at(-1).text, /^Change 3 of the members/)
})

test("a room with somebody whose keys are away says so, and recovers", async () => {
  ({ relay, login } = await world({ known: ["alice"] }))
  id = await group(relay, [bob, alice])
  const room = await open(id, login)
  await assert.rejects(room.load(), { code: "no-bundle" })
  assert.equal(room.refused, "no-bundle")
  relay.bundles.set("bob", [bob.bundle])
  await room.load()
  assert.equal(room.refused, null)
})

test("a refusal is not forgotten by what comes next", async () => {
  await say("one")
  const room = await loaded()
  const kept = relay.rooms.get(id).records.at(-1)
  await say("two")
  const lie = structuredClone(relay.rooms.get(id).records.at(-1))
  lie.record.time += 1
  await assert.rejects(room.receive([lie]), { code: "bad-chain" })
  await assert.rejects(room.receive([kept]), { code: "bad-chain" })
  await assert.rejects(room.catchUp(), { code: "bad-chain" })
  assert.equal(room.refused, "bad-chain")
})

test("nothing is lost where the keys of a message could not be had at first", async () => {
  await say("one")
  for (let number = 0; number < 70; number++) await say(`number ${number}`)
  await storage.wipe()
  await storage.putLogin(login)
  const room = await open(id, login)
  await lying("GET /api/rooms/*/sessions", () => { throw new TypeError("lost") }, async () => {
    await assert.rejects(room.load(), { code: "offline" })
  })
  await room.load()
  assert.deepEqual(problems(room.timeline.items), [])
  const [before] = [room.seq]
  await say("late")
  const entry = relay.rooms.get(id).records.at(-1)
  const fresh = await open(id, login)
  await fresh.load()
  assert.equal(room.seq, before)
  await room.receive([entry])
  assert.equal(texts(room.timeline.items).at(-1), "late")
  assert.deepEqual(problems(room.timeline.items), [])
})

test("a message that is served a second time is refused, also at the next visit", async () => {
  const message = await peer.write("once")
  await relay.send(bob.username, message)
  await loaded()
  await relay.take(relay.rooms.get(id), { ...message, id: scheme.newId(), sender: bob.username })
  for (let number = 0; number < 62; number++) await relayOnly(`number ${number}`)
  const again = await relay.take(relay.rooms.get(id), { ...message, sender: bob.username })
  const room = await loaded()
  assert.deepEqual(texts(room.timeline.items).filter((text) => text === "once"), [])
  assert.equal(room.timeline.items.find(({ seq }) => seq === again.record.seq).reason, "replayed")
})

test("a sender who saw another history is believed in nothing, also where that shows later", async () => {
  for (let number = 0; number < 70; number++) await relayOnly(`number ${number}`)
  const { records } = relay.rooms.get(id)
  await say("honest")
  await peer.say("misled", { seen: { head: records.at(-1).head, seq: 5 } })
  await peer.say("ahead", { seen: { head: records.at(-1).head, seq: 999 } })
  const room = await loaded()
  assert.deepEqual(problems(room.timeline.items), ["bad-seen"])
  while (room.hasOlder) await room.older()
  assert.deepEqual(problems(room.timeline.items), ["bad-seen", "bad-seen"])
  assert.ok(!texts(room.timeline.items).includes("misled"))
})

test("a session that was wrapped for others while we were a member is a problem, not an old message", async () => {
  const { roster } = relay.rooms.get(id)
  const members = roster.members.filter(({ username }) => username !== alice.username)
  const { text, session } = await scheme.makeSession({
    keys: bob.keys, room: id, roster: { ...roster, members }, bundles: { bob: [bob.bundle] }, sender: "bob",
    bundle: bob.bundle, sid: scheme.newId(), time: 1,
  })
  await take("session", "bob", text, session.sid)
  const name = scheme.newId()
  const { head, seq } = relay.rooms.get(id)
  const data = await scheme.makeMessage({
    keys: bob.keys, session, idx: 0, id: name, kind: "text", body: { text: "secret" }, seen: { head, seq }, time: 1,
  })
  await take("message", "bob", data, name)
  assert.deepEqual(problems((await loaded()).timeline.items), ["no-key"])
})

test("where the log is off nothing that arrived is lost to a gap", async () => {
  await change(relay, id, alice, { op: "settings", settings: { log: false } })
  await say("one")
  const room = await loaded()
  const entries = []
  for (const text of ["missed", "met"]) {
    const message = await peer.write(text)
    entries.push(await relay.take(relay.rooms.get(id), { ...message, sender: "bob" }))
  }
  await room.receive([entries[1]])
  assert.deepEqual(texts(room.timeline.items), ["met"])
  assert.equal(room.seq, relay.rooms.get(id).seq)
  const next = await peer.write("next")
  const entry = await relay.take(relay.rooms.get(id), { ...next, sender: "bob" })
  const lie = structuredClone(entry)
  lie.record.time += 1
  await assert.rejects(room.receive([lie]), { code: "bad-chain" })
})

test("where the log is off the newest head counts although its record is not there", async () => {
  await change(relay, id, alice, { op: "settings", settings: { log: false } })
  await say("one")
  const room = await loaded()
  const message = await peer.write("two")
  const entry = await relay.take(relay.rooms.get(id), { ...message, sender: "bob" })
  const lie = structuredClone(entry)
  lie.head = relay.rooms.get(id).records[0].head
  await assert.rejects(room.receive([lie]), { code: "bad-chain" })
})

test("where the log is off a roster record is still not to be missing", async () => {
  await change(relay, id, alice, { op: "settings", settings: { log: false } })
  await change(relay, id, alice, { op: "add", subject: carol.subject })
  const room = await open(id, login)
  relay.lies[RECORDS] = (answer) => ({ ...answer, records: answer.records.slice(0, -1) })
  await refuses(room, "gap", () => room.load())
})

test("the newest title counts, whichever page it comes from", async () => {
  await peer.say("old", { kind: "title" })
  for (let number = 0; number < 70; number++) await relayOnly(`number ${number}`)
  await peer.say("new", { kind: "title" })
  const room = await loaded()
  assert.equal(room.title, "new")
  await room.older()
  assert.equal(room.title, "new")
  for (let number = 0; number < 70; number++) await relayOnly(`number ${number}`)
  const later = await loaded()
  assert.equal(later.title, "new")
  while (later.hasOlder) await later.older()
  assert.equal(later.title, "new")
})

test("a record that comes in between the newest seq and the page is not shown twice", async () => {
  await say("one", "two")
  const room = await open(id, login)
  const { records } = relay.rooms.get(id)
  const before = records.at(-2)
  await lying(RECORDS, (answer) => ({ ...answer, seq: before.record.seq, head: before.head }), () => room.load())
  await room.receive([records.at(-1)])
  assert.deepEqual(texts(room.timeline.items), ["one", "two"])
})

test("an answer that goes back ends in a refusal, not in asking for ever", async () => {
  await say("one")
  const room = await loaded()
  const { records } = relay.rooms.get(id)
  relay.lies[RECORDS] = (answer) => ({ ...answer, records: Array(200).fill(records.at(-1)), seq: 1000 })
  await refuses(room, "replayed", () => room.catchUp())
})

test("who was removed is no member until added again", async () => {
  await say("one")
  const room = await loaded()
  const [removal] = await change(relay, id, alice, { op: "add", subject: carol.subject })
  await room.receive([removal])
  id = await group(relay, [bob, alice])
  const mine = await loaded()
  await mine.receive(await change(relay, id, bob, { op: "remove", subject: alice.subject }))
  assert.equal(mine.active, false)
  await change(relay, id, bob, { op: "add", subject: alice.subject })
  await mine.catchUp()
  assert.equal(mine.active, true)
})

/** Put a record into the room as it is. */
async function take(kind, sender, data, name) {
  name ??= b64u((await sha256(utf8(data))).subarray(0, 16))
  return relay.take(relay.rooms.get(id), { kind, sender, data, id: name })
}

const relayOnly = (text) => peer.say(text)

/** Load a room as it was when it had so many records. */
async function rewind(count, work) {
  const room = relay.rooms.get(id)
  const { records, seq, head } = room
  const last = records[count - 1]
  Object.assign(room, { records: records.slice(0, count), seq: last.record.seq, head: last.head })
  await work()
  Object.assign(room, { records, seq, head })
}

/** Change a message near the beginning, and everything behind it so that it fits. */
async function rewrite(room, edit) {
  const place = room.records.findIndex(({ record }) => record.kind === "message")
  let { head } = room.records[place - 1]
  edit(room.records[place].record)
  for (const entry of room.records.slice(place)) {
    ;[head] = await scheme.nextHeads({ head, records: [entry.record] })
    entry.head = head
  }
  room.head = head
}

test("a tab that was shown another history than a tab that is ahead is refused, and does not set it back", async () => {
  await say("one")
  const behind = await loaded()
  const room = relay.rooms.get(id)
  const { records, seq, head } = { ...room, records: [...room.records] }
  await say("two", "three")
  await loaded()
  const { seq: ahead } = room
  Object.assign(room, { records, seq, head })
  const other = new Peer(relay, bob, id)
  for (const text of ["two, rewritten", "three, rewritten"]) await other.say(text)
  await assert.rejects(behind.catchUp(), { code: "bad-chain" })
  assert.equal(ahead, seq + 2)
  await assert.rejects(loaded(), { code: "bad-chain" })
})
