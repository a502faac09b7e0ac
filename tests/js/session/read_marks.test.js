import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice } from "../actors.js"
import { scheme, storage, until, world } from "./world.js"

const { AccountData } = await import("../../../static/js/session/account_data.js")
const { ReadMarks } = await import("../../../static/js/session/read_marks.js")

const [a, b] = [scheme.newId(), scheme.newId()]
let relay, login, own

beforeEach(async () => {
  ({ relay, login } = await world())
  own = await scheme.readBundle(alice.bundle, "alice")
})

/** A part of the account data that nothing happens to. */
const still = (value) => Object.assign(new EventTarget(), { value: () => value, join: () => {} })

const fresh = async () => {
  const marks = new ReadMarks(login)
  const data = new AccountData(login, own, { read: marks, contacts: still({}), log: still(null) })
  await marks.recall()
  await data.load()
  return Object.assign(marks, { load: (rev) => data.load(rev), isStale: () => data.isStale, close: () => data.close() })
}

test("marks follow the account from browser to browser, and the further one counts", async () => {
  const [one, other] = [await fresh(), await fresh()]
  one.mark(a, 5)
  await until(() => relay.state.rev === 1)
  // This browser has not heard of it.
  other.mark(a, 3)
  other.mark(b, 7)
  await until(() => relay.state.rev === 2)
  assert.equal(other.get(a), 5)
  await one.load(2)
  assert.deepEqual([one.get(a), one.get(b)], [5, 7])
  for (const marks of [one, other]) marks.close()
})

test("a mark outlasts a page that is closed before it was written", async () => {
  const marks = await fresh()
  marks.mark(a, 5)
  marks.close()
  await until(async () => (await storage.keys("state")).includes("marks"))
  const next = await fresh()
  assert.equal(next.get(a), 5)
  next.close()
})

test("older account data than was seen is not taken", async () => {
  const marks = await fresh()
  marks.mark(a, 5)
  await until(() => relay.state.rev === 1)
  const old = relay.state
  marks.mark(a, 9)
  await until(() => relay.state.rev === 2)
  marks.close()
  relay.state = old
  await storage.remove("state", "marks")
  const next = await fresh()
  assert.equal(next.get(a), 0)
  next.close()
})

test("a write that is refused again and again is not repeated in a hot loop", async () => {
  const marks = await fresh()
  const writes = []
  relay.lies["PUT /api/state"] = () => {
    writes.push(performance.now())
    return { status: 500, error: { code: "server-error", message: "" } }
  }
  marks.mark(a, 5)
  await until(() => writes.length)
  await new Promise((resolve) => setTimeout(resolve, 1_700))
  marks.close()
  assert.equal(writes.filter((time) => time < writes[0] + 2_900).length, 1, `writes at ${writes}`)
})

test("its own news is not asked for", async () => {
  const marks = await fresh()
  marks.mark(a, 5)
  await until(() => relay.state.rev === 1)
  relay.asked = []
  await until(async () => (await storage.get("state", "current"))?.rev === 1)
  await marks.load(1)
  assert.deepEqual(relay.asked, [])
  marks.close()
})

test("account data that would be too large is written without what matters least", async () => {
  const contact = () => ({ enc: "A".repeat(43), sig: "A".repeat(43), since: 1, time: 1, verified: false })
  const people = (many) => Object.fromEntries(Array.from({ length: many }, (_, number) => [`person-${number}`, contact()]))
  const contacts = Object.assign(new EventTarget(), { value: (isBrief) => people(isBrief ? 3 : 400), join: () => {} })
  const marks = new ReadMarks(login)
  const data = new AccountData(login, own, { read: marks, contacts, log: still(null) })
  marks.mark(a, 5)
  await until(() => relay.state.rev === 1, "it is written")
  const { contacts: written, read } = await scheme.readState({
    text: relay.state.blob, keys: alice.keys, sigPublic: own.sig, owner: "alice", rev: 1,
  })
  assert.deepEqual([Object.keys(written).length, read[a]], [3, 5])
  data.close()
})

test("an answer that our own writing overtook is not taken for an old one, and one that was old already is", async () => {
  const marks = await fresh()
  marks.mark(a, 5)
  await until(() => relay.state.rev === 1)
  const old = structuredClone(relay.state)
  let answer
  relay.lies["GET /api/state"] = (honest) => new Promise((resolve) => (answer = () => resolve(honest)))
  const loading = marks.load()
  await until(() => answer)
  marks.mark(a, 6)
  await until(async () => (await storage.get("state", "current")).rev === 2)
  answer()
  await loading
  assert.equal(marks.isStale(), false)
  relay.lies["GET /api/state"] = () => old
  await marks.load()
  assert.equal(marks.isStale(), true)
  marks.close()
})
