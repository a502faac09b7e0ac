import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol } from "../actors.js"
import { newId } from "../../../static/js/crypto/forms.js"
import { group, open, Peer, problems, storage, texts, world } from "./world.js"

let relay, login, id, fromBob, fromCarol, fromAlice

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob, carol])
  fromAlice = new Peer(relay, alice, id)
  fromBob = new Peer(relay, bob, id)
  fromCarol = new Peer(relay, carol, id)
})

const loaded = async () => {
  const room = await open(id, login)
  await room.load()
  return room
}

const change = (peer, kind, body) => peer.say(null, { kind, body })
const edit = (peer, target, text) => change(peer, "edit", { target, text })
const react = (peer, target, emoji, on = true) => change(peer, "reaction", { emoji, on, target })
const HASH = "A".repeat(43)
const take = (peer, target) => change(peer, "delete", { hash: HASH, idx: 0, seq: 1, sid: newId(), target })
const chips = (item) => item.reactions.map(({ emoji, people, mine }) => `${emoji} ${people.join("+")}${mine ? " mine" : ""}`)

test("an edit stands in the place of what was written, and is no message of its own", async () => {
  const hello = await fromBob.say("helo")
  await edit(fromBob, hello, "hello")
  await edit(fromBob, hello, "Hello!")
  const room = await loaded()
  assert.deepEqual(texts(room.timeline.items), ["Hello!"])
  assert.equal(room.timeline.items.at(-1).edited, true)
  assert.equal(room.countSince(0), 1)
  assert.deepEqual(problems(room.timeline.items), [])
})

test("nobody edits or deletes what another wrote", async () => {
  const hello = await fromBob.say("hello")
  await edit(fromCarol, hello, "I owe Carol 100")
  await take(fromCarol, hello)
  const room = await loaded()
  const [item] = room.timeline.items.filter(({ type }) => type === "message")
  assert.deepEqual([item.text, item.edited, item.deleted], ["hello", false, false])
})

test("what is deleted says nothing any more, whatever is said about it afterwards", async () => {
  const hello = await fromBob.say("hello")
  await react(fromCarol, hello, "👍")
  await take(fromBob, hello)
  await edit(fromBob, hello, "hello again")
  await react(fromCarol, hello, "🎉")
  const room = await loaded()
  const [item] = room.timeline.items.filter(({ type }) => type === "message")
  assert.equal(item.deleted, true)
  assert.deepEqual([item.text, item.reactions, item.edited], ["", [], false])
})

test("reactions are counted by person, and taken off again", async () => {
  const hello = await fromBob.say("hello")
  await react(fromCarol, hello, "👍")
  await react(fromCarol, hello, "👍")
  await react(fromAlice, hello, "👍")
  await react(fromAlice, hello, "🎉")
  await react(fromCarol, hello, "🎉")
  await react(fromCarol, hello, "🎉", false)
  const room = await loaded()
  assert.deepEqual(chips(room.timeline.items.at(-1)), ["👍 carol+alice mine", "🎉 alice mine"])
})

test("a change finds its message on an older page, and an older change does not undo a newer one", async () => {
  const hello = await fromBob.say("hello")
  await edit(fromBob, hello, "first")
  await react(fromCarol, hello, "👍", false)
  for (let number = 0; number < 60; number++) await fromBob.say(String(number))
  await edit(fromBob, hello, "second")
  await react(fromCarol, hello, "👍")
  const room = await loaded()
  assert.equal(room.timeline.find(hello), undefined)
  while (room.hasOlder) await room.older()
  const item = room.timeline.find(hello)
  assert.deepEqual([item.text, chips(item)], ["second", ["👍 carol"]])
})

test("a change that comes later changes what is shown", async () => {
  const hello = await fromBob.say("hello")
  const room = await loaded()
  const before = room.timeline.items.at(-1)
  await edit(fromBob, hello, "changed")
  await room.catchUp()
  assert.equal(before.text, "hello")
  assert.equal(room.timeline.items.at(-1).text, "changed")
  assert.equal(room.timeline.lastMessage.text, "changed")
})

test("an edit without text changes nothing but a caption", async () => {
  const hello = await fromBob.say("hello")
  await edit(fromBob, hello, "")
  const room = await loaded()
  assert.equal(room.timeline.find(hello).text, "hello")
})

test("what waits to be sent shows at once, and comes off where it is discarded or failed", async () => {
  const hello = await fromBob.say("hello")
  const mine = await fromAlice.say("mine")
  const room = await loaded()
  const waits = (kind, body, failed = null) => ({ id: newId(), kind, body, time: 5, failed, acked: null })
  room.timeline.wait([
    waits("reaction", { emoji: "👍", on: true, target: hello }),
    waits("edit", { target: mine, text: "mine, changed" }),
    waits("text", { text: "new" }),
  ])
  assert.deepEqual(texts(room.timeline.items), ["hello", "mine, changed", "new"])
  assert.deepEqual(chips(room.timeline.find(hello)), ["👍 alice mine"])
  assert.equal(room.timeline.find(mine).isChanging, true)
  room.timeline.wait([waits("edit", { target: mine, text: "mine, changed" }, "too-large")])
  assert.equal(room.timeline.find(mine).text, "mine")
  assert.equal(room.timeline.items.at(-1).status, "failed")
  room.timeline.wait([])
  assert.deepEqual(texts(room.timeline.items), ["hello", "mine"])
})

test("an answer names what it answers, and a mention whom it means", async () => {
  const hello = await fromBob.say("hello")
  await fromCarol.say("yes, @Alice. And @bob; not mail@dave.example", { replyTo: hello })
  const room = await loaded()
  const { replyTo, mentions } = room.timeline.items.at(-1)
  assert.equal(replyTo, hello)
  assert.deepEqual(mentions.filter((name) => ["alice", "bob", "dave", "dave.example"].includes(name)), ["alice", "bob"])
})

test("nothing of what was written before lies in the browser readably", async () => {
  const hello = await fromBob.say("hello")
  await edit(fromBob, hello, "the canary")
  await react(fromCarol, hello, "🐤")
  await loaded()
  const kept = JSON.stringify(await storage.entries("rooms"))
  assert.ok(kept.length > 2)
  assert.doesNotMatch(kept, /canary|hello|🐤/)
})
