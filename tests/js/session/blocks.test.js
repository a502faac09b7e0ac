import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, mallory } from "../actors.js"
import { localKey, localOpen, localSeal } from "../../../static/js/crypto/vault.js"
import { change, group, open, Peer, problems, storage, texts, world } from "./world.js"

const MANY = 250

let relay, login, id, peer

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob, mallory])
  peer = new Peer(relay, bob, id)
})

const numbers = (from, to = MANY) => Array.from({ length: to - from }, (_, place) => `number ${from + place}`)
const seqOf = (name) => relay.rooms.get(id).ids.get(name).seq
const asked = () => relay.asked.filter((one) => one.includes("before=") && !one.includes("after=")).length

async function say(...said) {
  for (const text of said) await peer.say(text)
}

/** A visit that goes back to the beginning; what it verified is on the disk then. */
async function visited() {
  const room = await open(id, login)
  await room.load()
  await goBack(room)
  return room
}

async function goBack(room) {
  while (room.hasOlder) await room.older()
  await room.blocks.save()
}

async function kept() {
  const found = []
  for (const [, sealed] of await storage.entries("blocks")) found.push(...await localOpen(login.localKey, sealed))
  return found
}

const textsKept = async () => (await kept()).map(({ opened }) => opened?.body.text).filter(Boolean)

test("a second visit neither fetches nor opens again what the first one did, and shows the same", async () => {
  await say(...numbers(0))
  const first = await visited()
  relay.asked = []
  const second = await visited()
  assert.equal(asked(), 0)
  assert.deepEqual(second.timeline.items, first.timeline.items)
  assert.deepEqual(texts(second.timeline.items), numbers(0))
  assert.deepEqual(problems(second.timeline.items), [])
})

test("what came since the last visit is fetched, and the rest is not", async () => {
  await say(...numbers(0))
  await visited()
  await say(...numbers(MANY, MANY + 100))
  relay.asked = []
  const room = await visited()
  assert.deepEqual(texts(room.timeline.items), numbers(0, MANY + 100))
  assert.equal(asked(), 1)
})

test("nothing readable rests in it, and no ciphertext of what was opened", async () => {
  await say("hippopotamus")
  await visited()
  assert.deepEqual(await textsKept(), ["hippopotamus"])
  const [[, sealed]] = await storage.entries("blocks")
  assert.ok(!Buffer.from(sealed).includes("hippopotamus"))
  assert.ok((await kept()).every(({ record, opened }) => !opened || record.data === undefined))
})

test("a block that does not join what is known is dropped, and fetched", async () => {
  await say(...numbers(0))
  await visited()
  for (const [key, sealed] of await storage.entries("blocks")) {
    const entries = await localOpen(login.localKey, sealed)
    entries[3].record.time += 1
    entries.at(-1).head = entries[0].head
    for (const { opened } of entries) if (opened) opened.body.text = "something else"
    await storage.put("blocks", key, await localSeal(login.localKey, entries))
  }
  relay.asked = []
  const room = await visited()
  assert.ok(asked() > 0)
  assert.deepEqual(texts(room.timeline.items), numbers(0))
  assert.equal(room.refused, null)
})

for (const [what, damage] of [
  ["garbage", async () => new Uint8Array(100)],
  ["another login's", async () => localSeal(await localKey(), [])],
]) {
  test(`a block that is ${what} is as good as none`, async () => {
    await say(...numbers(0))
    await visited()
    const broken = await damage()
    for (const key of await storage.keys("blocks")) await storage.put("blocks", key, broken)
    const room = await visited()
    assert.deepEqual(texts(room.timeline.items).slice(-3), numbers(MANY - 3))
  })
}

test("the server cannot put another history before what is kept", async () => {
  await say(...numbers(0))
  await visited()
  relay.lies["GET /api/rooms/*/records"] = (answer, url) => url.searchParams.has("before")
    ? { ...answer, records: answer.records.map((entry) => ({ ...entry, record: { ...entry.record, time: 1 } })) }
    : answer
  const room = await visited()
  assert.deepEqual(texts(room.timeline.items), numbers(0))
})

test("of what is taken back nothing is left, and it is shown as deleted", async () => {
  const seq = seqOf(await peer.say("a secret"))
  await say(...numbers(0, 100))
  const room = await visited()
  assert.ok((await textsKept()).includes("a secret"), "the premise")
  await peer.say("", await peer.takesBack(seq))
  await room.catchUp()
  await room.blocks.save()
  assert.ok(!(await textsKept()).includes("a secret"))
  await relay.erase(id, seq)
  const next = await visited()
  assert.deepEqual(problems(next.timeline.items), [])
  assert.equal(next.timeline.items.find((item) => item.seq === seq).deleted, true)
})

test("what was taken back is not kept when it is read later, either", async () => {
  const seq = seqOf(await peer.say("a secret"))
  await say(...numbers(0, 100))
  await peer.say("", await peer.takesBack(seq))
  await visited()
  assert.ok(!(await textsKept()).includes("a secret"))
})

test("Mallory takes away nothing of what Bob wrote", async () => {
  const seq = seqOf(await peer.say("Bob's own"))
  await say(...numbers(0, 100))
  const room = await visited()
  const other = new Peer(relay, mallory, id)
  await other.say("", await peer.takesBack(seq))
  await room.catchUp()
  await room.blocks.save()
  assert.ok((await textsKept()).includes("Bob's own"))
  const next = await visited()
  assert.equal(texts(next.timeline.items)[0], "Bob's own")
  assert.deepEqual(problems(next.timeline.items), [])
})

test("what disappears is not left in here", async () => {
  await change(relay, id, alice, { op: "settings", settings: { log: true, expire: 3600 } })
  await peer.say("for an hour")
  const room = await visited()
  assert.deepEqual(await textsKept(), ["for an hour"], "the premise")
  room.expire(Date.now() + 3_700_000)
  await room.blocks.save()
  assert.deepEqual(await textsKept(), [])
})

test("a room that keeps no messages has none here, and turning the log off forgets them", async () => {
  await say("one", "two")
  const room = await visited()
  assert.equal((await textsKept()).length, 2, "the premise")
  await change(relay, id, alice, { op: "settings", settings: { log: false } })
  await room.catchUp()
  await room.blocks.save()
  assert.deepEqual(await textsKept(), [])
  await say("three")
  await visited()
  assert.deepEqual(await textsKept(), [])
})

test("logging out leaves nothing", async () => {
  await say("one")
  await visited()
  await storage.wipe()
  assert.deepEqual(await storage.keys("blocks"), [])
})
