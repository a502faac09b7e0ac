import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { people, scheme, storage, world } from "./world.js"

let relay, login

beforeEach(async () => {
  ({ relay, login } = await world())
})

const directory = async () => (await people()).directory

/** Bob's name on somebody's keys, vouched for by the old ones or not; the key log has it. */
async function bobWith({ keys, enc, sig }, { by = null } = {}) {
  const publics = { username: "bob", encPublic: enc.public, sigPublic: sig.public, time: 2 }
  const renewal = by && await scheme.makeRenewal({ ...publics, keys: by.keys })
  const text = await scheme.makeBundle({ ...publics, keys, ...renewal && { renewal } })
  await relay.keyLog.add("bob", text)
  return text
}

const memberOf = async (text) => {
  const { username, encThumbprint: enc, sigThumbprint: sig } = await scheme.readBundle(text, "bob")
  return { username, role: "member", enc, sig }
}

const pin = async () => (await storage.get("contacts", "bob"))?.keys.at(-1).bundle

test("the first keys met are pinned, with the date", async () => {
  const known = await directory()
  const before = Date.now()
  await known.find("bob")
  const { since, verified, changed, fingerprint } = known.person("bob")
  assert.ok(since >= before)
  assert.deepEqual([verified, changed], [false, null])
  assert.equal(fingerprint, await scheme.fingerprint({ enc: bob.subject.enc, sig: bob.subject.sig }))
  assert.equal(await pin(), bob.bundle)
  assert.equal((await directory()).person("bob").since, since)
})

test("keys that the key log does not have are not pinned", async () => {
  relay.keyLog.entries = relay.keyLog.entries.filter(({ username }) => username !== "bob")
  await assert.rejects((await directory()).find("bob"), { code: "not-logged" })
  assert.equal(await pin(), undefined)
})

test("keys that the old ones vouch for become the pin, and the mark ends", async () => {
  const known = await directory()
  await known.find("bob")
  await known.setVerified("bob", true)
  const renewed = await bobWith(carol, { by: bob })
  relay.bundles.set("bob", [bob.bundle, renewed])
  await known.find("bob")
  assert.equal(await pin(), renewed)
  assert.equal(known.person("bob").verified, false)
  assert.equal(known.blockedBy([await memberOf(renewed)]), null)
  assert.deepEqual(known.blockedBy([await memberOf(bob.bundle)]), { reason: "superseded-key", username: "bob" })
})

test("keys renewed twice while we were away are followed", async () => {
  const known = await directory()
  await known.find("bob")
  const second = await bobWith(carol, { by: bob })
  const third = await bobWith(mallory, { by: carol })
  relay.bundles.set("bob", [bob.bundle, second, third])
  await known.find("bob")
  assert.equal(await pin(), third)
})

test("other keys block until the person decides, and are not the pin", async () => {
  const known = await directory()
  await known.find("bob")
  await known.setVerified("bob", true)
  const other = await bobWith(mallory)
  relay.bundles.set("bob", [other])
  await assert.rejects(known.find("bob"), { code: "key-changed" })
  assert.equal(await pin(), bob.bundle)
  const { verified, changed } = known.person("bob")
  assert.equal(verified, true)
  assert.ok(changed && !changed.kept)
  for (const text of [bob.bundle, other]) {
    assert.deepEqual(known.blockedBy([await memberOf(text)]), { reason: "key-changed", username: "bob" })
  }
  assert.notEqual(await known.safetyNumber("bob"), await known.safetyNumber("bob", "changed"))
})

test("a renewal that somebody else signed is none", async () => {
  const known = await directory()
  await known.find("bob")
  relay.bundles.set("bob", [bob.bundle, await bobWith(mallory, { by: carol })])
  await assert.rejects(known.find("bob"), { code: "key-changed" })
  assert.equal(await pin(), bob.bundle)
})

test("who accepts the new keys can send; who stays with the old ones, where these are named", async () => {
  const other = await bobWith(mallory)
  for (const decision of ["accept", "keep"]) {
    await storage.remove("contacts", "bob")
    relay.bundles.set("bob", [bob.bundle])
    const known = await directory()
    await known.find("bob")
    relay.bundles.set("bob", [other])
    await known.find("bob").catch(() => {})
    await known[decision]("bob")
    const [old, now] = [known.blockedBy([await memberOf(bob.bundle)]), known.blockedBy([await memberOf(other)])]
    assert.deepEqual([old?.reason, now?.reason], decision === "accept" ? ["superseded-key", undefined] : [undefined, "key-changed"])
    assert.equal(await pin(), decision === "accept" ? other : bob.bundle)
    assert.equal(known.accepts("bob", await known.fingerprint(await memberOf(other))), decision === "accept")
  }
})

test("keys that are no longer in use are refused", async () => {
  const known = await directory()
  const renewed = await bobWith(carol, { by: bob })
  relay.bundles.set("bob", [bob.bundle, renewed])
  await known.find("bob")
  relay.bundles.set("bob", [bob.bundle])
  await assert.rejects(known.find("bob"), { code: "stale-bundle" })
  assert.equal(await pin(), renewed)
})

test("another person's bundle under a name is refused", async () => {
  relay.bundles.set("bob", [mallory.bundle])
  await assert.rejects((await directory()).find("bob"), (error) => error.reason === "wrong-owner" || error.code === "wrong-owner")
  assert.equal(await pin(), undefined)
})

test("what a browser of version 1.0 had pinned stays pinned", async () => {
  await storage.put("contacts", "bob", { bundle: bob.bundle, since: 7 })
  const known = await directory()
  assert.equal(known.person("bob").since, 7)
  relay.bundles.set("bob", [await bobWith(mallory)])
  await assert.rejects(known.find("bob"), { code: "key-changed" })
  assert.equal(known.person("bob").since, 7)
})

test("pins and marks follow the account to another browser", async () => {
  const known = await directory()
  await known.find("bob")
  await known.setVerified("bob", true)
  const data = known.value()
  await storage.wipe()
  await storage.putLogin(login)
  const elsewhere = await directory()
  await elsewhere.join(data)
  assert.equal(elsewhere.person("bob").verified, true)
  assert.equal(await elsewhere.safetyNumber("bob"), await known.safetyNumber("bob"))
  relay.bundles.set("bob", [await bobWith(mallory)])
  await assert.rejects(elsewhere.find("bob"), { code: "key-changed" })
  relay.bundles.set("bob", [bob.bundle])
  assert.equal((await known.find("bob")).text, bob.bundle)
})

test("a safety number is the same from both sides", async () => {
  const known = await directory()
  await known.find("bob")
  const [one, other] = [alice, bob].map(({ subject }) => subject)
  assert.equal(await known.safetyNumber("bob"), await scheme.safetyNumber({ one: other, other: one }))
})
