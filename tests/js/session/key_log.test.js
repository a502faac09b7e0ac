import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, mallory } from "../actors.js"
import { people, scheme, storage, world } from "./world.js"
import { Tree } from "./tree.js"

const CHECKPOINT = "GET /api/keylog/checkpoint"
const ENTRIES = "GET /api/keylog/entries"
const INCLUSION = "GET /api/keylog/inclusion"

let relay

beforeEach(async () => {
  ({ relay } = await world())
})

const log = async () => (await people()).keyLog
const hashOf = async ({ bundle, username }) => (await scheme.readBundle(bundle, username)).hash
const grow = (name = "newcomer") => relay.keyLog.add(name, `${name} bundle`)
const reasons = (keyLog) => keyLog.alarms.map(({ reason }) => reason)

/** Refuses for this reason, and neither keeps nor tells of anything it had not verified. */
async function refuses(keyLog, reason, work) {
  const before = keyLog.checkpoint
  await assert.rejects(work, { code: reason })
  assert.ok(reasons(keyLog).includes(reason))
  assert.deepEqual(keyLog.checkpoint, before)
}

/** The same log with another entry at the beginning, and everything behind it. */
async function fork() {
  const other = new Tree()
  other.entries = structuredClone(relay.keyLog.entries)
  other.entries[0].time += 1
  return other
}

test("a log that grows is followed, across visits, with what was added alone", async () => {
  await (await log()).visit()
  await grow()
  relay.asked = []
  const later = await log()
  await later.visit()
  assert.deepEqual(later.checkpoint, await relay.keyLog.checkpoint())
  assert.ok(relay.asked.includes(`${ENTRIES}?start=4&end=5`))
  assert.ok(relay.asked.some((one) => one.startsWith("GET /api/keylog/consistency?first=4&second=5")))
  assert.deepEqual(reasons(later), [])
})

test("a log that is shorter than before is refused", async () => {
  await (await log()).visit()
  relay.keyLog.entries.pop()
  const later = await log()
  await refuses(later, "log-behind", () => later.visit())
})

test("a log that was rewritten is refused, whether or not it has grown", async () => {
  await (await log()).visit()
  relay.keyLog = await fork()
  const same = await log()
  await refuses(same, "log-forked", () => same.visit())
  await grow()
  const grown = await log()
  await refuses(grown, "log-forked", () => grown.visit())
})

test("entries that do not make the root are refused", async () => {
  const keyLog = await log()
  relay.lies[ENTRIES] = (answer) => {
    answer.entries[1].username = "somebody"
    return answer
  }
  await refuses(keyLog, "bad-log-entries", () => keyLog.visit())
})

test("entries that are withheld are refused", async () => {
  const keyLog = await log()
  relay.lies[ENTRIES] = () => ({ entries: [] })
  await refuses(keyLog, "bad-log-entries", () => keyLog.visit())
})

test("a bundle that is in the log is proven, and asked for once", async () => {
  const keyLog = await log()
  await keyLog.prove(await hashOf(bob), "bob")
  relay.asked = []
  await keyLog.prove(await hashOf(bob), "bob")
  assert.deepEqual(relay.asked, [])
})

test("a bundle that came in after the last visit is found", async () => {
  const keyLog = await log()
  await keyLog.visit()
  await grow()
  await keyLog.prove(relay.keyLog.entries.at(-1).bundle, "newcomer")
})

test("a bundle that is not in the log is refused", async () => {
  const keyLog = await log()
  await keyLog.visit()
  await refuses(keyLog, "not-logged", () => keyLog.prove(scheme.newId().padEnd(43, "A"), "bob"))
})

test("the entry of somebody else, or a proof of another entry, proves nothing", async () => {
  const keyLog = await log()
  await keyLog.visit()
  await refuses(keyLog, "bad-log-proof", async () => keyLog.prove(await hashOf(bob), "mallory"))
  relay.lies[INCLUSION] = (answer) => ({ ...answer, index: answer.index ^ 1 })
  await refuses(keyLog, "bad-log-proof", async () => keyLog.prove(await hashOf(bob), "bob"))
})

test("what is wrong with the log itself is nobody's fault, whatever brought it to light", async () => {
  await (await log()).visit()
  relay.keyLog = await fork()
  const works = [
    async (keyLog) => keyLog.prove(await hashOf(bob), "bob"),
    async (keyLog) => keyLog.witness({ ...await relay.keyLog.checkpoint(), size: 5 }, "bob"),
  ]
  for (const work of works) {
    const keyLog = await log()
    await assert.rejects(work(keyLog), { code: "log-forked" })
    assert.deepEqual(keyLog.alarms, [{ reason: "log-forked", username: null, stops: true }])
  }
})

test("entries in drops, and a log that no people could have filled, are refused", async () => {
  const drops = await log()
  relay.lies[ENTRIES] = (answer) => ({ entries: answer.entries.slice(0, 1) })
  await refuses(drops, "bad-log-entries", () => drops.visit())
  assert.equal(relay.asked.filter((one) => one.startsWith(ENTRIES)).length, 1)
  delete relay.lies[ENTRIES]
  relay.lies[CHECKPOINT] = (answer) => ({ ...answer, size: 2 ** 50 })
  const endless = await log()
  await refuses(endless, "bad-log-entries", () => endless.visit())
})

test("our own bundle has to be in the log", async () => {
  relay.keyLog.entries = relay.keyLog.entries.filter(({ username }) => username !== "alice")
  const keyLog = await log()
  await assert.rejects(keyLog.visit(), { code: "not-logged" })
  assert.deepEqual(keyLog.alarms, [{ reason: "not-logged", username: "alice", stops: true }])
  await assert.rejects(keyLog.prove(await hashOf(bob), "bob"), { code: "not-logged" })
})

test("another bundle in our name is an alarm, at every visit", async () => {
  await (await log()).visit()
  await relay.keyLog.add("alice", "a bundle of somebody else's keys")
  for (let visits = 0; visits < 2; visits++) {
    const keyLog = await log()
    await refuses(keyLog, "foreign-key", () => keyLog.visit())
    // Nothing new is believed from then on.
    await assert.rejects(keyLog.prove(await hashOf(bob), "bob"), { code: "foreign-key" })
  }
})

test("a bundle that we renewed ourselves is no alarm", async () => {
  const renewal = await scheme.makeRenewal({
    keys: alice.keys, username: "alice", encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 2,
  })
  const bundle = await scheme.makeBundle({
    username: "alice", keys: mallory.keys, encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 2, renewal,
  })
  await relay.keyLog.add("alice", bundle)
  relay.bundles.set("alice", [alice.bundle, bundle])
  const keyLog = await log()
  await keyLog.visit()
  assert.deepEqual(reasons(keyLog), [])
})

test("what others have seen is held against ours", async () => {
  const keyLog = await log()
  await keyLog.visit()
  await keyLog.witness(await relay.keyLog.checkpoint(2), "bob")
  await grow()
  await keyLog.witness(await relay.keyLog.checkpoint(), "bob")
  assert.equal(keyLog.checkpoint.size, 5)
  const other = await fork()
  await refuses(keyLog, "log-forked", async () => keyLog.witness(await other.checkpoint(3), "bob"))
  await refuses(keyLog, "log-behind", async () => keyLog.witness({ size: 9, root: keyLog.checkpoint.root }, "bob"))
  assert.deepEqual(keyLog.alarms.map(({ username }) => username), ["bob", "bob"])
  // Were this to stop everything, any member could.
  await keyLog.prove(await hashOf(mallory), "mallory")
})

test("what another browser of ours has seen is held against ours, and stops", async () => {
  const keyLog = await log()
  await keyLog.visit()
  const other = await fork()
  await refuses(keyLog, "log-forked", async () => keyLog.join(await other.checkpoint()))
  await assert.rejects(keyLog.prove(await hashOf(mallory), "mallory"), { code: "log-forked" })
})

test("of two browsers that were shown different logs neither overwrites the other's for ever", async () => {
  const keyLog = await log()
  await keyLog.visit()
  const theirs = await (await fork()).checkpoint()
  await keyLog.join(theirs).catch(() => {})
  assert.deepEqual(keyLog.value(), theirs)
})

test("a server that cannot be reached says nothing against the log", async () => {
  const keyLog = await log()
  relay.reachable = false
  await assert.rejects(keyLog.visit(), { code: "offline" })
  assert.deepEqual(keyLog.alarms, [])
  relay.reachable = true
  relay.lies[CHECKPOINT] = () => ({ status: 404, error: { code: "not-found", message: "" } })
  await assert.rejects(keyLog.visit(), { code: "log-behind" })
})

test("nothing of it is kept in this browser but the log itself", async () => {
  await (await log()).visit()
  assert.deepEqual(Object.keys(await storage.get("state", "log")).sort(), ["root", "size", "subtrees"])
})

test("a tab that is behind does not set back what another tab has verified, and finds that it was shown another log", async () => {
  const behind = await log()
  await behind.visit()
  const honest = structuredClone(relay.keyLog.entries)
  await grow("one")
  await grow("two")
  await (await log()).visit()
  relay.keyLog.entries = honest
  await grow("forked")
  await assert.rejects(behind.visit(), { code: /log-(behind|forked)/ })
  assert.equal((await storage.get("state", "log")).size, 6)
})

test("a tab that is behind goes on where another tab is", async () => {
  const behind = await log()
  await behind.visit()
  await grow()
  await (await log()).visit()
  await behind.visit()
  assert.equal(behind.checkpoint.size, 5)
  assert.deepEqual(behind.alarms, [])
})

test("a foreign entry in our name is an alarm whatever the server says of our bundles", async () => {
  const foreign = await scheme.makeBundle({
    username: "alice", keys: mallory.keys, encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 1,
  })
  await relay.keyLog.add("alice", foreign)
  const refusal = { status: 500, error: { code: "server-error", message: "" } }
  for (const answer of [refusal, { username: "alice", bundle: foreign, earlier: [] }, { username: "alice", bundle: foreign, earlier: [alice.bundle] }]) {
    relay.lies["GET /api/users/*/bundle"] = () => answer
    const keyLog = await log()
    await assert.rejects(keyLog.visit(), { code: "foreign-key" })
  }
})

test("what another browser of ours saw is held against ours in our own messages, too", async () => {
  const other = await fork()
  const keyLog = await log()
  await keyLog.visit()
  await assert.rejects(keyLog.witness(await other.checkpoint(), "alice"), { code: "log-forked" })
  assert.equal(keyLog.alarms[0].stops, true)
})

test("a checkpoint that was found wrong once is not asked for again", async () => {
  const keyLog = await log()
  await keyLog.visit()
  const nonsense = { size: 2 ** 52, root: keyLog.checkpoint.root }
  await assert.rejects(keyLog.witness(nonsense, "bob"), { code: "log-behind" })
  relay.asked = []
  await assert.rejects(keyLog.witness(nonsense, "bob"), { code: "log-behind" })
  assert.deepEqual(relay.asked, [])
})
