import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, mallory, PASSWORD } from "../actors.js"
import { change, group, open, Peer, problems, scheme, start, storage, until, world } from "./world.js"

const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const SEALED = await scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT,
})
const WISH = { username: "alice", password: PASSWORD }
const FAREWELL = { kind: "farewell", body: {} }

let relay, login

beforeEach(async () => {
  ({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
})

const asked = (what) => relay.asked.filter((one) => one.includes(what)).length
const shown = (room) => room.timeline.items.map(({ text }) => text)
const recordsOf = (id) => relay.rooms.get(id).records.map(({ record }) => record)
const wholeOf = (id, username) => recordsOf(id)
  .filter(({ kind, sender, data }) => kind === "message" && sender === username && data !== undefined)

/** Bob says some things in a room with Alice and Mallory, and his farewell; `hers` is what Mallory says. */
async function departed() {
  const id = await group(relay, [alice, bob, mallory])
  const [at, other] = [new Peer(relay, bob, id), new Peer(relay, mallory, id)]
  await at.say("one")
  await other.say("hers")
  await at.say("two")
  const seq = relay.rooms.get(id).ids.get(await at.say("", FAREWELL)).seq
  return { id, at, other, seq }
}

test("what somebody took along is not missed, and one line says so", async () => {
  const { id, seq } = await departed()
  await relay.farewell(bob, id, seq)
  await change(relay, id, bob, { op: "leave", subject: bob.subject })
  const room = await open(id, login)
  await room.load()
  assert.deepEqual(problems(room.timeline.items), [])
  assert.deepEqual(shown(room).slice(-2), ["hers", "bob is leaving SecureChat, and took all their messages back"])
  assert.equal(room.refused, null)
})

test("who is there while it happens sees the same, behind what was there", async () => {
  const { id, seq } = await departed()
  const room = await open(id, login)
  await room.load()
  await relay.farewell(bob, id, seq)
  await change(relay, id, bob, { op: "leave", subject: bob.subject })
  await room.catchUp()
  assert.deepEqual(problems(room.timeline.items), [])
  assert.equal(shown(room).filter((text) => text.startsWith("bob")).length, 1)
})

test("what is erased behind a farewell is named", async () => {
  const { id, at } = await departed()
  await relay.erase(id, relay.rooms.get(id).ids.get(await at.say("later")).seq)
  await at.say("last")
  const room = await open(id, login)
  await room.load()
  assert.deepEqual(problems(room.timeline.items), ["erased", "index-gap"])
})

test("the server takes away what somebody else wrote, and who leaves helps it: it is missing among theirs", async () => {
  const id = await group(relay, [alice, bob, mallory])
  const [at, other] = [new Peer(relay, bob, id), new Peer(relay, mallory, id)]
  await other.say("one")
  await at.say("one of Bob's")
  const seq = relay.rooms.get(id).ids.get(await other.say("two")).seq
  await other.say("three")
  await at.say("", FAREWELL)
  await relay.erase(id, seq, { sender: "bob" })
  const room = await open(id, login)
  await room.load()
  assert.deepEqual(problems(room.timeline.items), ["index-gap"])
})

async function visiting() {
  const direct = await group(relay, [alice, bob], { kind: "direct" })
  const many = await group(relay, [alice, bob, mallory])
  const notes = await group(relay, [alice])
  const client = await start()
  await until(() => client.connection === "online")
  await client.openChat(direct)
  await client.send(direct, "to Bob")
  await until(() => wholeOf(direct, "alice").length === 1)
  return { client, direct, many, notes }
}

test("it says farewell everywhere, leaves every group, and goes", async () => {
  const { client, direct, many, notes } = await visiting()
  const steps = []
  await client.deleteAccount(WISH, (step) => steps.push(step))
  assert.deepEqual(steps, ["open", "rooms", "send"])
  assert.equal(wholeOf(direct, "alice").length, 1, "the farewell alone")
  for (const id of [many, notes]) {
    assert.ok(!relay.rooms.get(id).roster.members.some(({ username }) => username === "alice"))
  }
  assert.equal(asked("POST /api/account/delete"), 1)
  await until(() => client.told("ended").length)
  assert.deepEqual(client.told("ended").map(({ code }) => code), ["deleted"])
  assert.equal(await storage.get("login", "current"), undefined)
})

test("with another password, or another name, nothing happens at all", async () => {
  const { client, direct } = await visiting()
  await assert.rejects(client.deleteAccount({ ...WISH, password: "wrong" }), { code: "bad-password" })
  await assert.rejects(client.deleteAccount({ ...WISH, username: "bob" }), { code: "wrong-username" })
  assert.equal(wholeOf(direct, "alice").length, 1)
  assert.equal(asked("farewell") + asked("delete") + asked("roster"), 0)
  await client.quit()
})

test("a connection that is lost leaves an account that opens, and the next try goes on from there", async () => {
  const { client, direct, many } = await visiting()
  relay.lies["POST /api/rooms/*/roster"] = () => {
    throw new TypeError("fetch failed")
  }
  await assert.rejects(client.deleteAccount(WISH), { code: "offline" })
  assert.equal(asked("POST /api/account/delete"), 0)
  assert.equal((await storage.get("login", "current")).username, "alice")
  assert.deepEqual(client.told("ended"), [])
  delete relay.lies["POST /api/rooms/*/roster"]
  await client.deleteAccount(WISH)
  for (const id of [direct, many]) {
    const farewells = wholeOf(id, "alice").length
    assert.equal(farewells, 1, "nobody is told twice")
  }
  assert.equal(asked("POST /api/account/delete"), 1)
})

test("an answer that is lost behind the deletion is no failure", async () => {
  const { client } = await visiting()
  relay.lies["POST /api/account/delete"] = (answer) => {
    delete relay.lies["POST /api/account/delete"]
    assert.equal(answer.status, 204)
    throw new TypeError("fetch failed")
  }
  await client.deleteAccount(WISH)
  await until(() => client.told("ended").length)
  assert.deepEqual(client.told("ended").map(({ code }) => code), ["deleted"])
})
