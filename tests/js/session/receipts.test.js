import assert from "node:assert/strict"
import { after, beforeEach, test } from "node:test"
import { alice, bob, carol } from "../actors.js"
import { change, group, logIn, Peer, scheme, start, storage, until, world } from "./world.js"

let relay, client, id, peer

after(() => client?.quit())

beforeEach(async () => {
  await client?.quit()
  ;({ relay } = await world())
  id = await group(relay, [alice, bob], { kind: "direct" })
  peer = new Peer(relay, bob, id)
  client = await start()
  await until(() => client.connection === "online")
  await client.openChat(id)
})

const message = (text) => client.timeline(id).find((item) => item.text === text)
const marks = async (by = peer) => (await by.hears()).filter(({ kind }) => kind === "marks").map(({ body }) => body)

/** Alice says something, and the room has it. */
async function say(text) {
  await client.send(id, text)
  return until(() => message(text)?.seq && message(text))
}

test("a message of ours shows when it was received, and when it was seen", async () => {
  const { seq, reached } = await say("hello")
  assert.equal(reached, null)
  assert.deepEqual(client.receipts(id, seq), { delivered: [], read: [], waiting: ["bob"] })
  await peer.signal("marks", { delivered: seq })
  await until(() => message("hello").reached === "delivered")
  await peer.signal("marks", { delivered: seq, read: seq })
  await until(() => message("hello").reached === "read")
  assert.deepEqual(client.receipts(id, seq), { delivered: [], read: ["bob"], waiting: [] })
  // What is not there yet was not read.
  assert.equal((await say("and more")).reached, null)
})

test("marks go forward only, count from members only, and of nothing that is not there", async () => {
  const { seq } = await say("one")
  const other = await say("two")
  const mark = await peer.signal("marks", { read: seq })
  await until(() => message("one").reached === "read")
  // Mallory, who runs the server, passes it on again, and as somebody else's.
  relay.push("signal", mark)
  relay.push("signal", { ...mark, sender: "carol" })
  await peer.signal("marks", { read: 1 })
  await peer.signal("marks", { read: other.seq + 1_000 })
  await peer.signal("marks", { delivered: other.seq })
  await until(() => message("two").reached === "delivered")
  assert.equal(message("one").reached, "read")
  assert.deepEqual(client.receipts(id, other.seq), { delivered: ["bob"], read: [], waiting: [] })
})

test("a mark that comes before its record counts as soon as that is there", async () => {
  await peer.announce()
  const { seq } = await say("one")
  await peer.signal("marks", { read: seq + 1 })
  await say("two")
  await until(() => message("two").reached === "read")
})

test("what was received and seen is told to the others, once, and no index is used for it", async () => {
  await peer.say("hello")
  await until(async () => (await marks()).length)
  const { seq } = relay.rooms.get(id)
  assert.ok((await marks()).every(({ delivered, read }) => delivered > 0 && read === 0))
  client.markRead(id)
  await until(async () => (await marks()).some(({ read }) => read > 0))
  const told = (await marks()).length
  client.markRead(id)
  await client.openChat(id)
  await say("answer")
  const sessions = relay.sent("session")
  assert.equal(sessions.length, 1, "the announcement for the mark serves the message")
  const [{ data }] = relay.sent("message")
  assert.equal(scheme.messageSid(data).idx, 0)
  assert.equal((await marks()).length, told)
  assert.ok(relay.rooms.get(id).seq > seq)
})

test("what came in while nobody was connected is told afterwards", async () => {
  await client.quit()
  await peer.say("while you were away")
  client = await start()
  await until(async () => (await marks()).some(({ delivered }) => delivered >= 3))
})

test("marks of others are known after a reload, and sealed meanwhile", async () => {
  const { seq } = await say("hello")
  await peer.signal("marks", { read: seq })
  await until(() => message("hello").reached === "read")
  await until(async () => (await storage.keys("state")).includes(`receipts ${id}`))
  assert.ok(!JSON.stringify(await storage.get("state", `receipts ${id}`)).includes("bob"))
  await client.quit()
  client = await start()
  await client.openChat(id)
  assert.equal(message("hello").reached, "read")
})

test("who turned marks off neither gives nor sees them", async () => {
  const { seq } = await say("hello")
  client.setPrivacy({ read: false })
  await peer.signal("marks", { delivered: seq, read: seq })
  await until(() => message("hello").reached === "delivered")
  assert.deepEqual(client.receipts(id, seq).read, [])
  await peer.say("hello")
  await until(() => client.chats[0].unread)
  client.markRead(id)
  // One from before the decision may have said what was read until then.
  const since = async () => (await marks()).filter(({ delivered }) => delivered > seq)
  await until(async () => (await since()).length)
  assert.ok((await since()).every((body) => !("read" in body)), "nothing says what was read")
  // And with nothing to give, nothing is sent at all.
  client.setPrivacy({ delivered: false })
  const more = await peer.say("once more")
  await until(() => client.timeline(id).some((item) => item.id === more))
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  // One that was on its way may have come since, and tells of nothing new.
  const { seq: newest } = relay.rooms.get(id)
  assert.ok((await marks()).every(({ delivered }) => delivered < newest))
  assert.equal(message("hello").reached, null)
})

test("nothing is given before it is known what another browser has decided", async () => {
  client.setPrivacy({ delivered: false, read: false })
  await until(() => relay.state.rev > 0)
  await client.quit()
  await storage.wipe()
  await logIn()
  relay.lies["GET /api/state"] = () => ({ status: 500, error: { code: "server-error", message: "" } })
  await peer.say("hello")
  await start().then(() => assert.fail("it starts"), ({ code }) => assert.equal(code, "server-error"))
  relay.lies = {}
  client = await start()
  await until(() => client.chats[0]?.unread)
  await until(() => !client.privacy.delivered)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  assert.deepEqual(client.privacy, { typing: true, delivered: false, read: false, presence: true })
  assert.deepEqual(await marks(), [])
})

test("in a group it counts who comes last, and everybody is named", async () => {
  id = await group(relay, [alice, bob, carol])
  await client.openChat(id)
  const { seq } = await say("hello")
  await new Peer(relay, bob, id).signal("marks", { delivered: seq, read: seq })
  await until(() => client.receipts(id, seq).read.length)
  assert.equal(message("hello").reached, null)
  assert.deepEqual(client.receipts(id, seq), { delivered: [], read: ["bob"], waiting: ["carol"] })
  const last = new Peer(relay, carol, id)
  await last.signal("marks", { delivered: seq })
  await until(() => message("hello").reached === "delivered")
  await last.signal("marks", { delivered: seq, read: seq })
  await until(() => message("hello").reached === "read")
  assert.deepEqual(client.receipts(id, seq), { delivered: [], read: ["bob", "carol"], waiting: [] })
})

test("whoever joined behind a message neither holds its mark back nor has read it", async () => {
  id = await group(relay, [alice, bob])
  await client.openChat(id)
  const { seq } = await say("hello")
  peer = new Peer(relay, bob, id)
  await peer.signal("marks", { read: seq })
  await until(() => message("hello").reached === "read")
  await change(relay, id, alice, { op: "add", subject: carol.subject })
  await until(() => client.chats.find(({ room }) => room === id).members.length === 3)
  assert.equal(message("hello").reached, "read")
  const later = await say("hello, carol")
  assert.equal(later.reached, null)
  await new Peer(relay, carol, id).signal("marks", { delivered: later.seq, read: later.seq })
  await until(() => client.receipts(id, later.seq).read.length)
  assert.deepEqual(client.receipts(id, seq), { delivered: [], read: ["bob"], waiting: [] })
  assert.deepEqual(client.receipts(id, later.seq), { delivered: [], read: ["carol"], waiting: ["bob"] })
})

test("whoever has left marks nothing any more", async () => {
  id = await group(relay, [alice, bob, carol])
  await client.openChat(id)
  const { seq } = await say("hello")
  peer = new Peer(relay, bob, id)
  await peer.announce()
  await change(relay, id, alice, { op: "remove", subject: bob.subject })
  await until(() => client.chats.find(({ room }) => room === id).members.length === 2)
  await peer.signal("marks", { read: seq })
  const other = new Peer(relay, carol, id)
  await other.signal("marks", { delivered: seq })
  await until(() => message("hello").reached)
  assert.equal(message("hello").reached, "delivered")
})
