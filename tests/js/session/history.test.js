import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { alice, bob, carol } from "../actors.js"
import { Search } from "../../../static/js/session/search.js"
import { group, people, Peer, until, world } from "./world.js"

// Behind browser.js, which says where their libraries are.
const { History } = await import("../../../static/js/session/history.js")
const { Rooms } = await import("../../../static/js/session/rooms.js")

let relay, login, rooms, search, history, told, reported, isOver

beforeEach(async () => {
  ({ relay, login } = await world())
  const { directory, contacts, keyLog } = await people()
  rooms = new Rooms(login, { directory, contacts, keyLog }, () => {})
  search = new Search(rooms)
  told = []
  reported = []
  isOver = false
  history = new History({
    rooms,
    load: (id) => rooms.get(id),
    changed: (id) => told.push(id),
    report: (id, error) => reported.push([id, error.code]),
  })
})

afterEach(() => {
  isOver = true
})

async function filled(count, members = [alice, bob]) {
  const id = await group(relay, members)
  const peer = new Peer(relay, members[1], id)
  for (let number = 0; number < count; number++) await peer.say(`number ${number}`)
  const { seq } = relay.rooms.get(id)
  return { room: id, seq, time: Date.now() }
}

const read = () => history.read(() => !isOver, 0)

test("everything is read, the newest chat first, and says how far it is", async () => {
  const summaries = [await filled(230), await filled(5)]
  history.learn(summaries.map((summary, place) => ({ ...summary, time: place })))
  const total = summaries[0].seq + summaries[1].seq
  assert.deepEqual(history.progress, { read: 0, total, isComplete: false })
  await read()
  assert.deepEqual(history.progress, { read: total, total, isComplete: true })
  const found = new Set(search.find({ text: "\"number 3\"" }).results.map(({ room }) => room))
  assert.deepEqual(found, new Set(summaries.map(({ room }) => room)))
  const opened = relay.asked.filter((one) => one.includes("/records")).map((one) => one.split("/")[3])
  assert.equal(opened[0], summaries[1].room)
})

test("it stops with the connection, and goes on from there at the next one", async () => {
  const summary = await filled(500)
  history.learn([summary])
  const reading = read()
  await until(() => told.length === 1)
  isOver = true
  await reading
  const { read: first, isComplete } = history.progress
  assert.ok(first < summary.seq && !isComplete)
  isOver = false
  relay.reachable = false
  await read()
  assert.deepEqual(reported, [])
  relay.reachable = true
  await read()
  assert.equal(history.progress.read, summary.seq)
})

test("a chat that is refused keeps nobody from finding what is in the others", async () => {
  const [wrong, right] = [await filled(130), await filled(130)]
  history.learn([{ ...wrong, time: 2 }, { ...right, time: 1 }])
  relay.lies["GET /api/rooms/*/records"] = (answer, url) => url.pathname.includes(wrong.room) && url.searchParams.has("before")
    ? { ...answer, records: answer.records.toSpliced(3, 1) }
    : answer
  await read()
  assert.deepEqual(reported, [[wrong.room, "gap"]])
  const { read: found, total, isComplete } = history.progress
  assert.ok(isComplete && found < total, "nobody is told that everything was read")
  assert.equal(search.find({ text: "\"number 0\"", room: right.room }).total, 1)
})

test("a chat that was left is not read, and nobody waits for it", async () => {
  const [left, stays] = [await filled(130), await filled(5)]
  history.learn([{ ...left, time: 1 }, { ...stays, time: 2 }])
  history.forget(left.room)
  await read()
  assert.deepEqual(history.progress, { read: stays.seq, total: stays.seq, isComplete: true })
  assert.equal(relay.asked.filter((one) => one.includes(left.room)).length, 0)
})

test("Carol, who is no member, finds nothing: she is given nothing to find", async () => {
  const { room } = await filled(5, [bob, carol])
  history.learn([])
  await read()
  assert.equal(search.find({ text: "number" }).total, 0)
  assert.equal(relay.asked.filter((one) => one.includes(room)).length, 0)
})
