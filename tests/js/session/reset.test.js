import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { people, scheme, storage, world } from "./world.js"
import { isClosed, wayOn } from "../../../static/js/session/closing.js"

const { KeyLog } = await import("../../../static/js/session/key_log.js")
const { reset } = await import("../../../static/js/session/account.js")
const { rosterLine } = await import("../../../static/js/session/roster_line.js")

const NEW = "INSECURE other battery staple"
const BUNDLE = "GET /api/users/*/bundle"

let relay

beforeEach(async () => {
  ({ relay } = await world())
})

/** Somebody's name on another actor's keys: vouched for by `by`, or else said to begin anew. */
async function bundleOf(username, { keys, enc, sig }, { by = null } = {}) {
  const publics = { username, encPublic: enc.public, sigPublic: sig.public, time: 2 }
  if (!by) return scheme.makeBundle({ ...publics, keys, reset: true })
  return scheme.makeBundle({ ...publics, keys, renewal: await scheme.makeRenewal({ ...publics, keys: by.keys }) })
}

async function logged(username, ...how) {
  const text = await bundleOf(username, ...how)
  await relay.keyLog.add(username, text)
  return text
}

async function memberOf(text) {
  const { username, encThumbprint: enc, sigThumbprint: sig } = await scheme.readBundle(text)
  return { username, role: "member", enc, sig }
}

const hashOf = async (text) => (await scheme.readBundle(text)).hash

/** The key log as the browser of somebody with this bundle meets it for the first time. */
async function keyLogOf(text) {
  await storage.remove("state", "log")
  return new KeyLog(await scheme.readBundle(text))
}

test("who begins anew brings new keys that say so, and is let in with them", async () => {
  await storage.putKept("alice", { bundle: alice.bundle, sealed: "sealed" })
  const sent = []
  const fetch = relay.fetch.bind(relay)
  let isReachable = false
  relay.fetch = async (path, options) => {
    if (path !== "/api/reset") return fetch(path, options)
    sent.push(JSON.parse(options.body))
    if (!isReachable) throw new TypeError("fetch failed")
    return { ok: true, status: 200, json: async () => ({ username: "alice" }) }
  }
  const wish = { username: "alice", password: NEW, code: "A".repeat(22) }
  const before = await storage.get("login", "current")
  await assert.rejects(reset(wish), { code: "reset-unsure" })
  assert.equal((await storage.get("login", "current")).bundle, before.bundle)
  assert.ok(await storage.get("kept", "alice"))

  isReachable = true
  await reset(wish)
  const { bundle, code, salt, sealed, secret, username } = sent.at(-1)
  assert.deepEqual([code, username], [wish.code, "alice"])
  assert.ok(!JSON.stringify(sent).includes(NEW))
  const { reset: isReset, renewal, encThumbprint, sigThumbprint } = await scheme.readBundle(bundle, "alice")
  assert.deepEqual([isReset, renewal], [true, null])
  assert.equal(secret, await scheme.loginSecret(NEW, salt))
  const how = { text: sealed, username, password: NEW, purpose: "password", login: salt, encThumbprint, sigThumbprint }
  assert.equal((await scheme.openKeys(how)).sigThumbprint, sigThumbprint)
  const login = await storage.get("login", "current")
  assert.deepEqual([login.bundle, login.store, login.isNew], [bundle, "server", true])
  assert.equal(await storage.get("kept", "alice"), undefined)
})

test("who began anew is not alarmed by the keys that are lost, also when the new ones are renewed", async () => {
  const anew = await logged("alice", mallory)
  relay.lies[BUNDLE] = () => ({ username: "alice", bundle: anew, earlier: [alice.bundle] })
  const first = await keyLogOf(anew)
  await first.visit()
  assert.deepEqual(first.alarms, [])
  const renewed = await logged("alice", carol, { by: mallory })
  relay.lies[BUNDLE] = () => ({ username: "alice", bundle: renewed, earlier: [alice.bundle, anew] })
  const second = await keyLogOf(renewed)
  await second.visit()
  assert.deepEqual(second.alarms, [])
})

test("foreign keys behind one's own are an alarm, whatever they say and the server shows", async () => {
  const anew = await logged("alice", mallory)
  const foreign = await logged("alice", carol)
  const rows = [[alice.bundle, anew, foreign], [alice.bundle, foreign, anew], [foreign, anew], [foreign], [anew]]
  for (const own of [alice.bundle, anew]) {
    for (const texts of rows) {
      relay.lies[BUNDLE] = () => ({ username: "alice", bundle: texts.at(-1), earlier: texts.slice(0, -1) })
      const keyLog = await keyLogOf(own)
      await assert.rejects(keyLog.visit(), { code: "foreign-key" })
    }
  }
})

test("keys that begin anew are a question, and the question says so", async () => {
  const { contacts, directory } = await people()
  await directory.find("bob")
  relay.bundles.set("bob", [bob.bundle, await logged("bob", mallory)])
  await directory.look("bob")
  const { changed, fingerprint } = contacts.person("bob")
  assert.deepEqual([changed.isReset, changed.kept], [true, false])
  assert.equal(fingerprint, await scheme.fingerprint(await memberOf(bob.bundle)))
  assert.deepEqual(directory.blockedBy([await memberOf(bob.bundle)]), { reason: "key-changed", username: "bob" })
  await assert.rejects(directory.find("bob"), { code: "key-changed" })
})

test("of strangers nothing is asked, and nothing is pinned by a word of the server's", async () => {
  const { contacts, directory } = await people()
  relay.asked = []
  await directory.look("bob")
  assert.deepEqual(relay.asked, [])
  assert.equal(contacts.get("bob"), undefined)
})

test("the key log tells of other keys of people who are known, and of nobody else", async () => {
  const { contacts, directory, keyLog } = await people()
  await directory.find("bob")
  await keyLog.visit()
  const text = await logged("bob", mallory)
  await relay.keyLog.add("stranger", "a bundle of theirs")
  relay.bundles.set("bob", [bob.bundle, text])
  const told = []
  keyLog.addEventListener("entries", ({ detail }) => told.push(...detail))
  await keyLog.visit()
  assert.deepEqual(told.map(({ username }) => username), ["bob", "stranger"])
  relay.asked = []
  await directory.follow(told)
  assert.deepEqual(relay.asked.filter((one) => one.includes("/users/")), ["GET /api/users/bob/bundle"])
  assert.equal(contacts.person("bob").changed.isReset, true)
  relay.asked = []
  await directory.follow([...told, { username: "bob", bundle: await hashOf(bob.bundle) }])
  assert.deepEqual(relay.asked, [])
})

test("where the new keys are taken the old ones close a room, and stay closed when they come back", async () => {
  const { contacts, directory } = await people()
  await directory.find("bob")
  const text = await logged("bob", mallory)
  relay.bundles.set("bob", [bob.bundle, text])
  await directory.look("bob")
  await directory.accept("bob", contacts.person("bob").changed.fingerprint)
  const [old, now] = [await memberOf(bob.bundle), await memberOf(text)]
  assert.deepEqual(directory.blockedBy([old]), { reason: "lost-key", username: "bob" })
  assert.deepEqual(directory.lostAmong([old]), ["bob"])
  assert.equal(directory.blockedBy([now]), null)
  assert.deepEqual(directory.lostAmong([now]), [])
  relay.bundles.set("bob", [bob.bundle])
  await directory.look("bob")
  assert.deepEqual(directory.blockedBy([old]), { reason: "key-changed", username: "bob" })
})

test("who stays with the old keys closes nothing", async () => {
  const { contacts, directory } = await people()
  await directory.find("bob")
  relay.bundles.set("bob", [bob.bundle, await logged("bob", mallory)])
  await directory.look("bob")
  await contacts.keep("bob", contacts.person("bob").changed.fingerprint)
  assert.equal(directory.blockedBy([await memberOf(bob.bundle)]), null)
  assert.deepEqual(directory.lostAmong([await memberOf(bob.bundle)]), [])
})

test("there is a way on for each chat that names lost keys", () => {
  const members = (...owners) => ["alice", "bob", "carol"].map((username) => {
    return { username, role: owners.includes(username) ? "owner" : "member" }
  })
  const way = (kind, owners, lost) => wayOn({ kind, members: members(...owners), lost }, "alice")
  assert.equal(way("group", ["alice"], []), null)
  assert.equal(way("direct", ["bob"], ["bob"]), "begin")
  assert.equal(way("group", ["alice", "bob"], ["bob"]), "add")
  assert.equal(way("group", ["carol"], ["bob"]), "wait")
  assert.equal(way("group", ["bob"], ["bob"]), "regroup")
  assert.equal(way("group", ["bob", "carol"], ["bob", "carol"]), "regroup")
  assert.deepEqual(["begin", "add", "wait", "regroup", null].filter(isClosed), ["begin", "regroup"])
})

test("whoever comes again with other keys has a line of their own", () => {
  const entry = { by: "alice", op: "add", subject: { username: "bob" } }
  assert.match(rosterLine(entry, null, true), /again, with new keys/)
  assert.doesNotMatch(rosterLine(entry, null), /again/)
})
