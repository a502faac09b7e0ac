import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { change, group, open, Peer, problems, texts, world } from "./world.js"

let relay, login, id, peer

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob, mallory])
  peer = new Peer(relay, bob, id)
})

const seqOf = (name) => relay.rooms.get(id).ids.get(name).seq
const said = async (text, by = peer) => seqOf(await by.say(text))
const entryAt = (seq) => relay.rooms.get(id).records.find(({ record }) => record.seq === seq)

const loaded = async () => {
  const room = await open(id, login)
  await room.load()
  return room
}

/** What shows, with "-" for what was deleted. */
const shown = (room) => room.timeline.items.filter(({ type }) => type === "message")
  .map(({ text, deleted }) => deleted ? "-" : text)

const reasons = (room) => problems(room.timeline.items)

async function takeBack(seq, { by = peer, erase = {}, ...changes } = {}) {
  await by.say("", await by.takesBack(seq, changes))
  await relay.erase(id, seq, erase)
}

test("what its sender took back and the server erased is shown as deleted, and nothing is missed", async () => {
  await said("one")
  const two = await said("two")
  await said("three")
  await takeBack(two)
  const room = await loaded()
  assert.deepEqual(shown(room), ["one", "-", "three"])
  assert.deepEqual(reasons(room), [])
  assert.equal(entryAt(two).record.data, undefined, "the premise")
})

test("it is deleted at once, though the server erases it later", async () => {
  const one = await said("one")
  const room = await loaded()
  await peer.say("", await peer.takesBack(one))
  await room.catchUp()
  assert.deepEqual(shown(room), ["-"])
  await relay.erase(id, one)
  assert.deepEqual(shown(await loaded()), ["-"])
})

test("a server that goes on showing it whole shows it deleted", async () => {
  const one = await said("one")
  await peer.say("", await peer.takesBack(one))
  assert.deepEqual(shown(await loaded()), ["-"])
})

test("what the server erases by itself is named at its place, and so is what is missing of its sender", async () => {
  await said("one")
  await relay.erase(id, await said("two"))
  await said("three")
  const room = await loaded()
  assert.deepEqual(shown(room), ["one", "three"])
  assert.deepEqual(reasons(room), ["erased", "index-gap"])
  assert.equal(room.refused, null)
})

test("once its deletion is met, what was named is deleted", async () => {
  await said("one")
  const two = await said("two")
  await said("three")
  const how = await peer.takesBack(two)
  await relay.erase(id, two)
  const room = await loaded()
  assert.deepEqual(reasons(room), ["erased", "index-gap"])
  await peer.say("", how)
  await room.catchUp()
  assert.deepEqual(shown(room), ["one", "-", "three"])
  assert.deepEqual(reasons(room), [])
})

test("what is missing in front of a change that shows nothing of itself is said all the same", async () => {
  const name = await peer.say("one")
  const room = await loaded()
  await peer.write("never sent")
  await peer.say("", { kind: "reaction", body: { emoji: "👍", on: true, target: name } })
  await room.catchUp()
  assert.deepEqual(reasons(room), ["index-gap"])
  await said("two")
  assert.deepEqual(reasons(await loaded()), ["index-gap"])
})

test("a page and the pages before it tell the same", async () => {
  const first = await said("first")
  for (let number = 0; number < 70; number++) await said(`number ${number}`)
  await takeBack(first)
  const room = await loaded()
  assert.ok(room.hasOlder, "the premise")
  while (room.hasOlder) await room.older()
  assert.equal(shown(room)[0], "-")
  assert.deepEqual(reasons(room), [])
})

for (const [what, changes] of Object.entries({
  "another hash": { hash: "A".repeat(43) },
  "another message": { target: "A".repeat(22) },
  "another place in the room": { seq: 4 },
  "a session that there is not": { sid: "A".repeat(22) },
})) {
  test(`a deletion that names ${what} explains nothing`, async () => {
    await said("one")
    await takeBack(await said("two"), changes)
    assert.ok(reasons(await loaded()).includes("erased"))
  })
}

test("a deletion under an index that another message has explains nothing", async () => {
  const one = await said("one")
  const how = await peer.takesBack(await said("two"))
  await takeBack(one, { idx: how.body.idx })
  assert.deepEqual(reasons(await loaded()), ["erased", "index-gap"])
})

test("Mallory cannot take back what Bob said", async () => {
  await said("one")
  const two = await said("two")
  await said("three")
  const other = new Peer(relay, mallory, id)
  await other.say("mine")
  await takeBack(two, { by: other })
  const room = await loaded()
  assert.deepEqual(reasons(room), ["erased", "index-gap"])
})

test("Mallory and the server together take it away, and Bob's message is missing", async () => {
  const other = new Peer(relay, mallory, id)
  const mine = await other.takesBack(await said("mine", other))
  await said("one")
  const two = await said("two")
  await said("three")
  await other.write("under index 1, and never sent")
  await takeBack(two, { by: other, sid: mine.body.sid, idx: 1, erase: { sender: "mallory" } })
  assert.deepEqual(reasons(await loaded()), ["index-gap"])
})

test("a deletion that comes before what it names explains nothing", async () => {
  const one = await said("one")
  const how = await peer.takesBack(one, { seq: one + 2 })
  await peer.say("", how)
  await relay.erase(id, await said("two"), { id: how.body.target === entryAt(one).record.id ? "A".repeat(22) : "" })
  assert.ok(reasons(await loaded()).includes("erased"))
})

test("a message in the place of one that was deleted is a repetition", async () => {
  await takeBack(await said("one"))
  const room = await loaded()
  assert.deepEqual(reasons(room), [])
  await peer.say("again", { idx: 0 })
  await room.catchUp()
  assert.deepEqual(reasons(room), ["replayed"])
  assert.deepEqual(reasons(await loaded()), ["replayed"])
})

test("what was erased before we joined is not ours to judge", async () => {
  const other = await group(relay, [bob, carol])
  const early = new Peer(relay, bob, other)
  await early.say("before")
  await relay.erase(other, relay.rooms.get(other).seq)
  await change(relay, other, bob, { op: "add", subject: alice.subject })
  await early.say("since")
  const room = await open(other, login)
  await room.load()
  assert.deepEqual(texts(room.timeline.items), ["since"])
  assert.deepEqual(reasons(room), [])
})

test("what a room need not keep may be erased as well", async () => {
  const two = await said("two")
  await relay.erase(id, two)
  const erased = entryAt(two)
  await change(relay, id, alice, { op: "settings", settings: { log: false } })
  relay.rooms.get(id).records.push(erased)
  relay.rooms.get(id).records.sort((one, other) => one.record.seq - other.record.seq)
  assert.deepEqual(reasons(await loaded()), [])
})

for (const [what, changes] of Object.entries({
  "has its text as well": { data: "x" },
  "is an announcement": { kind: "session" },
  "has no hash": { erased: "x" },
})) {
  test(`an erased record that ${what} is refused`, async () => {
    await relay.erase(id, await said("one"), changes)
    const room = await open(id, login)
    await assert.rejects(room.load(), { code: "bad-shape" })
  })
}

test("an erased record of another hash breaks the chain", async () => {
  await said("one")
  const two = await said("two")
  await relay.erase(id, two, { erased: "A".repeat(43) })
  const room = await open(id, login)
  await assert.rejects(room.load(), { code: "bad-chain" })
})
