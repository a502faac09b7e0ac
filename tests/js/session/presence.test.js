import assert from "node:assert/strict"
import { after, beforeEach, mock, test } from "node:test"
import { alice, bob, carol } from "../actors.js"
import { group, Peer, start, until, world } from "./world.js"

const { Presence } = await import("../../../static/js/session/presence.js")

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
  // From here on Alice has a session, which is what she says with that she is there.
  await client.send(id, "hello")
})

const heard = async (wanted) => (await peer.hears()).filter(({ kind }) => kind === wanted).map(({ body }) => body)

test("who is there asks the others, and answers them", async () => {
  await until(async () => (await heard("here")).length)
  assert.deepEqual(await heard("here"), [{ ask: true, idle: false }])
  await peer.signal("here", { ask: false, idle: false })
  await until(() => client.presence("bob") === "here")
  assert.equal(client.chats[0].presence, "here")
  await peer.signal("here", { ask: true, idle: true })
  await until(() => client.presence("bob") === "idle")
  await until(async () => (await heard("here")).length === 2)
  assert.deepEqual((await heard("here"))[1], { ask: false, idle: false })
  client.idle(true)
  await until(async () => (await heard("here")).at(-1).idle)
  await peer.signal("away")
  await until(() => client.presence("bob") === null)
})

test("nobody is there for a connection that is lost", async () => {
  await peer.signal("here", { ask: false, idle: false })
  await until(() => client.presence("bob") === "here")
  relay.cut()
  await until(() => client.presence("bob") === null)
  relay.mend()
})

test("nobody says for another that they are there", async () => {
  await peer.announce()
  const other = new Peer(relay, carol, await group(relay, [alice, carol], { kind: "direct" }))
  const here = await other.signal("here", { ask: false, idle: false }, { sender: "bob" })
  relay.push("signal", { ...here, room: id, sender: "bob" })
  relay.push("signal", { ...here, room: id })
  await peer.signal("here", { ask: false, idle: true })
  await until(() => client.presence("bob"))
  assert.deepEqual([client.presence("bob"), client.presence("carol")], ["idle", null])
})

test("who turned presence off goes, says nothing more, and sees nobody", async () => {
  await until(async () => (await heard("here")).length)
  client.setPrivacy({ presence: false })
  await until(async () => (await heard("away")).length)
  await peer.signal("here", { ask: true, idle: false })
  await peer.signal("typing")
  await until(() => client.chats[0].typing.length)
  assert.equal(client.presence("bob"), null)
  assert.equal((await heard("here")).length, 1)
})

test("who asks again and again is not answered each time", async () => {
  await until(async () => (await heard("here")).length)
  const begun = performance.now()
  await peer.signal("here", { ask: true, idle: false })
  await until(async () => (await heard("here")).length === 2)
  for (let number = 0; number < 20; number++) await peer.signal("here", { ask: true, idle: number % 2 === 0 })
  await until(() => client.presence("bob") === "here")
  await client.send(id, "behind them all")
  await until(() => relay.sent("message").length === 2)
  const answers = (await heard("here")).length - 1
  // One, and another for each ten seconds that all this took.
  assert.ok(answers <= 1 + Math.floor((performance.now() - begun) / 10_000), `${answers} answers`)
})

test("a connection that is there only after the page has ended begins nothing", (context) => {
  const waits = mock.method(globalThis, "setInterval", () => null)
  context.after(() => waits.mock.restore())
  const make = () => new Presence({ username: "alice", signals: { on: () => {} }, privacy: { gives: () => false }, rooms: { loaded: [] } })
  make().connected()
  assert.equal(waits.mock.callCount(), 1, "the premise")
  const over = make()
  over.close()
  over.connected()
  assert.equal(waits.mock.callCount(), 1)
})
