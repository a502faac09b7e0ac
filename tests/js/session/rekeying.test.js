import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { storage, world } from "./world.js"

const { Rekeying } = await import("../../../static/js/session/rekeying.js")

/** Alice in rooms whose roster names keys of hers by a word; "new" are the ones in use. */
let named, entered, login, failing

beforeEach(async () => {
  ;({ login } = await world())
  login = { ...login, bundle: "new", earlier: ["old"] }
  named = { one: "old", two: "older", three: "new" }
  entered = []
  failing = new Set()
})

const rooms = {
  peek: (id) => ({
    active: id !== "left", refused: id === "refused" ? "bad-chain" : null,
    member: () => ({ keys: named[id] ?? "old" }),
  }),
  async rekey(id) {
    if (failing.has(id)) throw Object.assign(new Error("offline"), { code: "offline" })
    entered.push(id)
    named[id] = "new"
  },
}

const told = []
const rekeying = () => new Rekeying({
  login, rooms, directory: { isInUse: ({ keys }) => keys === "new" }, entered: (id) => told.push(id),
})
const mark = async () => (await storage.get("state", "rekeyed"))?.bundle

async function all(ids, isStill = () => true) {
  const one = rekeying()
  await one.settleAll(ids, (id) => one.settle(id), isStill)
}

test("the keys in use are entered in each room that names earlier ones, once", async () => {
  const one = rekeying()
  await Promise.all([one.settle("one"), one.settle("one"), one.settle("three")])
  assert.deepEqual([entered, told], [["one"], ["one"]])
})

test("rooms that were left, or are refused, are let be", async () => {
  const one = rekeying()
  await one.settle("left")
  await one.settle("refused")
  assert.deepEqual(entered, [])
})

test("behind a renewal all rooms are gone through, and not at the next visit", async () => {
  await all(["one", "two", "three"])
  assert.deepEqual(entered, ["one", "two"])
  assert.equal(await mark(), "new")
  named.one = "old"
  await all(["one"])
  assert.deepEqual(entered, ["one", "two"])
})

test("what breaks it off is done at the next visit", async () => {
  failing.add("one")
  await all(["one", "two"])
  assert.deepEqual([entered, await mark()], [["two"], undefined])
  failing.clear()
  await all(["one", "two"], () => false)
  assert.deepEqual([entered, await mark()], [["two"], undefined])
  await all(["one", "two"])
  assert.deepEqual([entered, await mark()], [["two", "one"], "new"])
})

test("who never renewed their keys goes through nothing", async () => {
  login = { ...login, earlier: [] }
  await all(["one"])
  assert.deepEqual([entered, await mark()], [[], undefined])
})
