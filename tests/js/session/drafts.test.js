import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { scheme, storage, world } from "./world.js"

const { Drafts } = await import("../../../static/js/session/drafts.js")

const [a, b] = [scheme.newId(), scheme.newId()]
let login

beforeEach(async () => {
  ({ login } = await world())
})

const fresh = async () => {
  const drafts = new Drafts(login)
  await drafts.recall()
  return drafts
}

test("what was begun is there at the next visit, each in its room", async () => {
  const drafts = await fresh()
  assert.equal(drafts.get(a), null)
  assert.equal(await drafts.keep(a, { text: "begun", replyTo: b }), true)
  assert.equal(await drafts.keep(a, { text: "begun", replyTo: b }), false)
  const later = await fresh()
  assert.deepEqual(later.get(a), { text: "begun", replyTo: b })
  assert.equal(later.get(b), null)
})

test("a draft rests sealed, and is gone when it is forgotten", async () => {
  const drafts = await fresh()
  await drafts.keep(a, { text: "nobody reads this", replyTo: null })
  const kept = await storage.get("state", `draft ${a}`)
  assert.ok(kept)
  assert.ok(!Buffer.from(kept).includes("nobody reads this"))
  await drafts.keep(a, null)
  assert.equal(await storage.get("state", `draft ${a}`), undefined)
  assert.equal((await fresh()).get(a), null)
})
