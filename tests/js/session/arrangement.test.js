import assert from "node:assert/strict"
import { after, beforeEach, test } from "node:test"
import { alice, bob } from "../actors.js"
import { group, logIn, Peer, start, storage, until, world } from "./world.js"

const { ALWAYS, Arrangement } = await import("../../../static/js/session/arrangement.js")

let relay, login, client, ids

after(() => client?.quit())

beforeEach(async () => {
  await client?.quit()
  ;({ relay, login } = await world())
  ids = [await group(relay, [alice, bob]), await group(relay, [alice, bob])]
  client = await start()
  await until(() => client.connection === "online")
  for (const id of ids) await client.openChat(id)
})

const chat = (id) => client.chats.find(({ room }) => room === id)

test("a chat that is pinned stands first", async () => {
  await new Peer(relay, bob, ids[1]).say("newer")
  await until(() => client.chats[0].room === ids[1])
  client.arrange(ids[0], { pinned: true })
  assert.deepEqual(client.chats.map(({ room }) => room), ids)
})

test("what is archived comes back with a new message, what is muted too stays away", async () => {
  client.arrange(ids[0], { archived: true })
  client.arrange(ids[1], { archived: true, muted: ALWAYS })
  for (const id of ids) await new Peer(relay, bob, id).say("hello")
  await until(() => ids.every((id) => chat(id).unread))
  await until(() => !chat(ids[0]).archived)
  assert.ok(chat(ids[1]).archived && chat(ids[1]).isMuted)
})

test("what is decided follows the account, and the server reads nothing of it", async () => {
  client.arrange(ids[0], { pinned: true })
  client.arrange(ids[1], { muted: ALWAYS })
  await until(() => relay.state.rev > 0)
  assert.ok(!relay.state.blob.includes(ids[0]))
  await client.quit()
  await storage.wipe()
  await logIn()
  client = await start()
  await until(() => client.chats.length === 2 && chat(ids[0]).pinned)
  assert.ok(chat(ids[1]).isMuted)
})

test("of two decisions the later one counts, and what was decided rests sealed", async () => {
  const mine = new Arrangement(login)
  mine.arrange("a", { pinned: true })
  const { time } = mine.of("a")
  mine.join({ a: { pinned: false, archived: true, muted: 0, time: time - 1 } })
  assert.deepEqual(mine.of("a"), { pinned: true, archived: false, muted: 0, time })
  mine.join({ a: { pinned: false, archived: true, muted: 0, time: time + 60_000 } })
  mine.arrange("a", { pinned: true })
  assert.deepEqual(mine.of("a"), { pinned: true, archived: true, muted: 0, time: time + 60_001 })
  await until(async () => (await storage.keys("state")).includes("chats"))
  assert.ok(!JSON.stringify(await storage.get("state", "chats")).includes("archived"))
  const next = new Arrangement(login)
  await next.recall()
  assert.deepEqual(next.of("a"), mine.of("a"))
})

/** What rests in the browser, once it is so. */
const rests = (isSo) => until(async () => {
  const next = new Arrangement(login)
  await next.recall()
  return isSo(next) && next
})

test("what one tab decides is not written over by another that does not know of it", async () => {
  const [one, other] = [new Arrangement(login), new Arrangement(login)]
  await Promise.all([one.recall(), other.recall()])
  one.arrange("a", { archived: true })
  await rests((next) => next.of("a").archived)
  let isTold = false
  other.addEventListener("change", () => isTold = other.of("a").archived)
  other.arrange("b", { pinned: true })
  const next = await rests((later) => later.of("b").pinned)
  assert.ok(next.of("a").archived)
  await until(() => isTold)

  // Both at once, and of one chat: the later decision stays.
  one.arrange("c", { pinned: true })
  other.arrange("d", { pinned: true })
  one.join({ a: { pinned: false, archived: false, muted: 0, time: one.of("a").time + 60_000 } })
  other.arrange("a", { pinned: true })
  await rests((later) => later.of("c").pinned && later.of("d").pinned && !later.of("a").archived)
})

test("a mute ends, and in brief nothing is written of what says nothing any more", () => {
  const mine = new Arrangement(login)
  mine.arrange("a", { muted: Date.now() - 1 })
  mine.arrange("b", { pinned: true })
  assert.equal(mine.isMuted("a"), false)
  assert.deepEqual([Object.keys(mine.value()), Object.keys(mine.value(true))], [["a", "b"], ["b"]])
})

test("what comes is told once, and not what was there before", async () => {
  const peer = new Peer(relay, bob, ids[0])
  await peer.say("one")
  await until(() => client.told("arrived").length)
  await client.send(ids[0], "mine")
  await until(() => relay.sent("message").length)
  await client.quit()
  await peer.say("while the page was closed")
  client = await start()
  await until(() => chat(ids[0]).unread === 2)
  // A room that is not loaded, and one that was away for a while.
  await new Peer(relay, bob, ids[1]).say("two")
  await until(() => client.told("arrived").length === 1)
  relay.cut()
  await peer.say("three")
  relay.mend()
  await until(() => client.told("arrived").length === 2)
  const told = client.told("arrived").map(({ room, messages }) => [room, messages.map(({ text }) => text)])
  assert.deepEqual(told, [[ids[1], ["two"]], [ids[0], ["three"]]])
})

test("a mute ends by itself, and the list says so", async (context) => {
  const mine = new Arrangement(login)
  assert.equal(mine.nextEnd, Infinity)
  mine.arrange("a", { muted: ALWAYS })
  mine.arrange("b", { muted: Date.now() - 1 })
  assert.equal(mine.nextEnd, Infinity)
  const soon = Date.now() + 60_000
  mine.arrange("c", { muted: soon })
  assert.equal(mine.nextEnd, soon)

  // The clock stands still until it has been seen.
  const clock = context.mock.method(Date, "now", () => soon)
  client.arrange(ids[0], { muted: soon + 200 })
  assert.ok(chat(ids[0]).isMuted)
  await new Promise((resolve) => {
    client.addEventListener("chats", () => chat(ids[0]).isMuted || resolve())
    clock.mock.mockImplementation(() => soon + 200)
  })
})
