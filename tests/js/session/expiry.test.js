import assert from "node:assert/strict"
import { afterEach, beforeEach, mock, test } from "node:test"
import { alice, bob } from "../actors.js"
import { change, group, open, Peer, problems, start, storage, texts, until, world } from "./world.js"

// Behind world.js, which says where their libraries are.
const { expiryOf } = await import("../../../static/js/session/expiry.js")
const { readPosition } = await import("../../../static/js/session/position.js")

const HOUR = 3_600_000
const { now: realNow } = Date

let relay, login, id, peer, client

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob])
  peer = new Peer(relay, bob, id)
})

afterEach(async () => {
  mock.restoreAll()
  await client?.quit()
  client = undefined
})

/** The clock of this computer goes on. */
const later = (milliseconds) => mock.method(Date, "now", () => realNow() + milliseconds)
const timer = (seconds) => change(relay, id, alice, { op: "settings", settings: { log: true, ...seconds && { expire: seconds } } })
const newest = () => relay.rooms.get(id).seq

const loaded = async () => {
  const room = await open(id, login)
  await room.load()
  return room
}

const shown = (room) => texts(room.timeline.items)
const reasons = (room) => problems(room.timeline.items)

test("a message is due when its timer says, whatever clock the server has", () => {
  assert.equal(expiryOf({ time: 5 * HOUR }, 0, HOUR), null)
  assert.equal(expiryOf({ time: 5 * HOUR }, 60, 6 * HOUR), 5 * HOUR + 60_000)
  assert.equal(expiryOf({ time: 50 * HOUR }, 60, 6 * HOUR), 7 * HOUR + 60_000)
})

test("it disappears at its time, and is not unread any more", async () => {
  await peer.say("stays")
  await timer(60)
  await peer.say("goes")
  const room = await loaded()
  assert.deepEqual(shown(room), ["stays", "goes"])
  assert.equal(room.countSince(0), 2)
  const { record: { time } } = relay.rooms.get(id).records.at(-1)
  assert.equal(room.expire(time + 59_999), false)
  later(61_000)
  assert.equal(room.expire(), true)
  assert.deepEqual(shown(room), ["stays"])
  assert.equal(room.countSince(0), 1)
  assert.equal(room.nextExpiry, Infinity)
  await room.settled()
  assert.equal((await readPosition(login, id)).last.text, "stays")
})

test("a server that still has it does not show it", async () => {
  await timer(60)
  await peer.say("goes")
  await peer.say("goes, too")
  later(61_000)
  const room = await loaded()
  assert.deepEqual(shown(room), [])
  assert.equal(room.countSince(0), 0)
  assert.deepEqual(reasons(room), [])
})

test("what the server erased at its time is not missed", async () => {
  await timer(60)
  await peer.say("one")
  await peer.say("goes")
  await relay.erase(id, newest())
  await peer.say("two")
  later(61_000)
  assert.deepEqual(reasons(await loaded()), [])
})

test("what it erases before its time is named", async () => {
  await timer(86_400)
  await peer.say("goes")
  await relay.erase(id, newest())
  const room = await loaded()
  assert.deepEqual(reasons(room), ["erased"])
})

test("also where it makes the message older for that", async () => {
  await timer(86_400)
  await peer.say("goes")
  await relay.erase(id, newest(), { time: realNow() - 25 * HOUR })
  assert.deepEqual(reasons(await loaded()), ["erased"])
  const room = await loaded()
  await peer.say("goes, too")
  await relay.erase(id, newest(), { time: realNow() - 25 * HOUR })
  await room.catchUp()
  assert.deepEqual(reasons(room), ["erased", "erased"])
})

test("no timer covers what was said before it", async () => {
  await peer.say("stays")
  const seq = newest()
  await timer(1)
  await relay.erase(id, seq)
  later(30 * HOUR)
  assert.deepEqual(reasons(await loaded()), ["erased"])
})

test("what takes something back does not disappear", async () => {
  await peer.say("goes")
  const seq = newest()
  await timer(60)
  await peer.say("", await peer.takesBack(seq))
  await relay.erase(id, seq)
  later(2 * HOUR)
  const room = await loaded()
  assert.deepEqual(room.timeline.items.filter(({ deleted }) => deleted).length, 1)
  assert.deepEqual(reasons(room), [])
})

test("one who was away does not count what disappeared meanwhile as unread", async () => {
  await timer(60)
  await peer.say("seen")
  await loaded()
  for (let number = 0; number < 70; number++) await peer.say(`number ${number}`)
  later(61_000)
  assert.equal((await loaded()).countSince(0), 0)
})

test("nothing of it is kept in this browser, also where the chat is not opened again", async () => {
  await timer(60)
  await peer.say("goes")
  await loaded()
  assert.equal((await readPosition(login, id)).last.text, "goes", "the premise")
  later(61_000)
  assert.equal((await readPosition(login, id)).last, null)
  const kept = await storage.getSealed(login.localKey, "rooms", id)
  assert.equal(kept.last, null)
})

test("what we wrote and was met only after it had disappeared was sent", async () => {
  client = await start()
  await client.openChat(id)
  await client.setTimer(id, 60)
  relay.push = () => {}
  await client.send(id, "goes")
  await until(() => relay.sent("message").length)
  later(61_000)
  await client.quit()
  client = await start()
  await client.openChat(id)
  await until(async () => (await storage.waiting()).length === 0)
  assert.deepEqual(texts(client.timeline(id)), [])
})

test("in an open chat messages go by themselves", async () => {
  // The clock stands still until it has been seen.
  const now = realNow()
  const clock = mock.method(Date, "now", () => now)
  await timer(1)
  client = await start()
  await client.openChat(id)
  await peer.say("goes")
  await until(() => texts(client.timeline(id)).length)
  const updates = () => client.told("timeline").filter((told) => told.change === "update").length
  const before = updates()
  clock.mock.mockImplementation(() => now + 1_000)
  await until(() => texts(client.timeline(id)).length === 0)
  assert.ok(updates() > before)
  assert.equal(client.chats.find(({ room }) => room === id).last, null)
  assert.equal(client.chats.find(({ room }) => room === id).expire, 1)
})

test("no change is sent that would disappear before what it changes", async () => {
  client = await start()
  await client.openChat(id)
  const written = async (text) => {
    await client.send(id, text)
    return (await until(() => client.timeline(id).find((item) => item.text === text && item.seq !== null))).id
  }
  const early = await written("stays")
  await client.setTimer(id, 60)
  const late = await written("goes")
  await assert.rejects(client.edit(id, early, "gone"), { code: "edit-disappears" })
  await client.edit(id, late, "changed")
  await client.setTimer(id, 0)
  await client.edit(id, early, "changed, too")
  await until(() => texts(client.timeline(id)).includes("changed, too"))
})

test("a name that has disappeared is said again, once, by the next who writes", async () => {
  client = await start()
  await client.openChat(id)
  await client.setTimer(id, 60)
  await client.setTitle(id, "Kitchen")
  await until(() => relay.sent("message").length === 1)
  await client.send(id, "one")
  await until(() => relay.sent("message").length === 2)
  await until(() => client.chats.find(({ room }) => room === id).title === "Kitchen")
  later(61_000)
  await client.send(id, "two")
  await client.send(id, "three")
  await until(() => relay.sent("message").length === 5)
  later(61_000 + HOUR)
  await client.quit()
  client = await start()
  await client.openChat(id)
  await until(() => client.chats.find(({ room }) => room === id).title === "Kitchen")
})

test("the timer and the log do not change each other", async () => {
  client = await start()
  await client.openChat(id)
  await client.setTimer(id, 3600)
  await client.setLog(id, false)
  assert.equal(relay.rooms.get(id).roster.expire, 3600)
  await client.setTimer(id, 0)
  assert.equal(relay.rooms.get(id).roster.log, false)
  assert.equal(relay.rooms.get(id).roster.expire, 0)
})
