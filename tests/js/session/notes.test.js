import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { alice, group, scheme, start, storage, until, world } from "./world.js"

let relay, client

beforeEach(async () => {
  ({ relay } = await world())
  client = await start()
  await until(() => client.connection === "online")
})

afterEach(() => client.quit())

/** Another browser of the account writes that its room is the one: behind whatever this one has written meanwhile. */
async function elsewhere(room) {
  const rev = relay.state.rev + 1
  const blob = await scheme.makeState({
    keys: alice.keys, encPublic: alice.enc.public, owner: alice.username, read: {}, rev, time: Date.now(),
    notes: { room },
  })
  if (relay.state.rev !== rev - 1) return elsewhere(room)
  relay.state = { blob, rev }
  relay.push("state", { rev })
}

const notesOf = () => client.chats.filter(({ isNotes }) => isNotes).map(({ room }) => room)
const membersOf = (room) => relay.rooms.get(room).roster.members.map(({ username }) => username)
const textsOf = (room) => client.timeline(room).filter(({ type }) => type === "message").map(({ text }) => text)

test("the chat with oneself has one member and says how all this works", async () => {
  const room = await client.openNotes()
  await until(() => client.timeline(room).filter(({ status }) => status === "sent").length === 4)
  const chat = client.chats.find((one) => one.room === room)
  assert.deepEqual([chat.title, chat.isNotes, chat.unread], ["Notes to self", true, 0])
  assert.deepEqual(chat.members.map(({ username }) => username), [alice.username])
  const [encrypted, invite, verify, password] = textsOf(room)
  assert.match(encrypted, /server/)
  assert.match(invite, /Invite somebody/)
  assert.match(verify, /Safety number/)
  assert.match(password, /password/)
})

test("it is made once, however often and from wherever it is asked for", async () => {
  const rooms = await Promise.all([client.openNotes(), client.openNotes()])
  rooms.push(await client.openNotes())
  assert.equal(new Set(rooms).size, 1)
  assert.equal(client.chats.filter(({ isNotes }) => isNotes).length, 1)
})

test("another browser of the account finds it in the account data", async () => {
  const room = await client.openNotes()
  await until(() => relay.state?.blob)
  await until(async () => {
    const { blob, rev } = relay.state
    const { notes } = await scheme.readState({
      text: blob, keys: alice.keys, sigPublic: alice.sig.public, owner: alice.username, rev,
    })
    return notes?.room === room
  })
  await storage.remove("state", "notes")
  await client.quit()
  client = await start()
  assert.equal(await client.openNotes(), room)
})

test("a room to which somebody was added is a chat like any other", async () => {
  const room = await client.openNotes()
  await client.addMembers(room, ["bob"])
  const chat = client.chats.find((one) => one.room === room)
  assert.deepEqual([chat.isNotes, chat.title], [false, "bob"])
})

test("of two that two browsers made at one moment, the one that was written first is it, and the other is left", async () => {
  const [theirs, ours] = [await group(relay, [alice]), await client.openNotes()]
  const welcomes = []
  client.addEventListener("welcome", ({ detail }) => welcomes.push(detail))
  await elsewhere(theirs)
  await until(() => membersOf(ours).length === 0)
  const { localKey } = await storage.get("login", "current")
  await until(async () => (await storage.getSealed(localKey, "state", "notes")).room === theirs)
  assert.deepEqual(notesOf(), [theirs])
  assert.equal(client.chats.some(({ room }) => room === ours), false)
  assert.deepEqual(welcomes, [{ room: theirs, instead: ours }])
  assert.equal(await client.openNotes(), theirs)
})

test("one in which something was written stays", async () => {
  const [theirs, ours] = [await group(relay, [alice]), await client.openNotes()]
  await client.send(ours, "milk, bread")
  await elsewhere(theirs)
  await until(() => notesOf().includes(theirs))
  await client.quit()
  client = await start()
  await until(() => client.connection === "online")
  assert.equal(await client.openNotes(), theirs)
  assert.deepEqual(membersOf(ours), [alice.username])
  await client.openChat(ours)
  assert.ok(textsOf(ours).includes("milk, bread"))
  assert.deepEqual(notesOf(), [theirs])
})

test("one that is being made when another browser says which it is, is left at once", async () => {
  const theirs = await group(relay, [alice])
  let ours = null
  relay.lies["POST /api/rooms"] = async (answer) => {
    delete relay.lies["POST /api/rooms"]
    ours = answer.room
    await elsewhere(theirs)
    await until(() => notesOf().includes(theirs))
    return answer
  }
  assert.equal(await client.openNotes(), theirs)
  await until(() => membersOf(ours).length === 0)
  assert.deepEqual(notesOf(), [theirs])
  assert.equal(relay.sent("message").filter(({ room }) => room === ours).length, 0)
})
