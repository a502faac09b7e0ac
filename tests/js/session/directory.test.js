import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { alice, bob, carol, mallory } from "../actors.js"
import { people, scheme, storage, world } from "./world.js"

let relay, login

beforeEach(async () => {
  ({ relay, login } = await world())
})

/** Both halves of what is known of people, as one. */
const directory = async () => {
  const { contacts, directory: rules } = await people()
  const known = Object.create(rules, {})
  for (const name of ["person", "safetyNumber", "accepts", "fingerprint", "value", "join"]) {
    known[name] = (...args) => contacts[name](...args)
  }
  const fingerprintOf = (username) => contacts.person(username).fingerprint
  known.setVerified = (username, verified) => contacts.setVerified(username, verified, fingerprintOf(username))
  known.keep = (username) => contacts.keep(username, contacts.person(username).changed?.fingerprint)
  for (const name of ["find", "blockedBy", "texts", "agree"]) known[name] = (...args) => rules[name](...args)
  known.accept = (username) => rules.accept(username, contacts.person(username).changed?.fingerprint)
  return known
}

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
    assert.deepEqual([old?.reason, now?.reason], decision === "accept" ? ["lost-key", undefined] : [undefined, "key-changed"])
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

test("keys known from the account data alone are renewed like others", async () => {
  const known = await directory()
  await known.find("bob")
  const data = known.value()
  await storage.wipe()
  await storage.putLogin(login)
  const elsewhere = await directory()
  await elsewhere.join(data)
  const renewed = await bobWith(carol, { by: bob })
  relay.bundles.set("bob", [bob.bundle, renewed])
  await elsewhere.find("bob")
  assert.equal(await pin(), renewed)
})

test("of bundles that do not renew each other only the newest is believed, at a first meeting and later", async () => {
  const other = await bobWith(mallory)
  const fingerprint = await scheme.fingerprint({ enc: mallory.subject.enc, sig: mallory.subject.sig })
  relay.bundles.set("bob", [other, bob.bundle])
  const known = await directory()
  await known.find("bob")
  assert.equal(known.accepts("bob", fingerprint), false)
  await known.find("bob")
  assert.equal(known.accepts("bob", fingerprint), false)
})

test("every bundle of a renewal has to be in the key log, not the last one alone", async () => {
  const known = await directory()
  await known.find("bob")
  const hidden = await bobWith(carol, { by: bob })
  const last = await bobWith(mallory, { by: carol })
  relay.keyLog.entries = relay.keyLog.entries.filter(({ bundle }) => bundle !== relay.keyLog.entries.at(-2).bundle)
  relay.bundles.set("bob", [bob.bundle, hidden, last])
  await assert.rejects(known.find("bob"))
  assert.equal(await pin(), bob.bundle)
})

test("what is decided is decided about the keys that were looked at", async () => {
  const { contacts, directory: rules } = await people()
  await rules.find("bob")
  const looked = contacts.person("bob").fingerprint
  relay.bundles.set("bob", [await bobWith(mallory)])
  await rules.find("bob").catch(() => {})
  const { fingerprint } = contacts.person("bob").changed
  relay.bundles.set("bob", [await bobWith(carol)])
  await rules.find("bob").catch(() => {})
  await rules.accept("bob", fingerprint)
  await contacts.keep("bob", fingerprint)
  assert.ok(contacts.person("bob").changed && !contacts.person("bob").changed.kept)
  assert.equal(await pin(), bob.bundle)
  await contacts.setVerified("bob", true, contacts.person("bob").changed.fingerprint)
  assert.equal(contacts.person("bob").verified, false)
  await contacts.setVerified("bob", true, looked)
  assert.equal(contacts.person("bob").verified, true)
})

test("keys are accepted only where the key log has them", async () => {
  const known = await directory()
  await known.find("bob")
  const { keys, enc, sig } = mallory
  const text = await scheme.makeBundle({ username: "bob", keys, encPublic: enc.public, sigPublic: sig.public, time: 2 })
  // A roster names them, and no bundle comes along.
  await known.agree([{ ...await memberOf(text) }])
  relay.bundles.set("bob", [text])
  await assert.rejects(known.accept("bob"), { code: "not-logged" })
  assert.equal(await pin(), bob.bundle)
})

test("whoever is not met is accepted nowhere, and keeps nobody from reading", async () => {
  relay.bundles.delete("bob")
  const known = await directory()
  assert.deepEqual(await known.agree([await memberOf(bob.bundle)]), [])
  assert.equal(known.accepts("bob", await known.fingerprint(await memberOf(bob.bundle))), false)
  relay.bundles.set("bob", [await bobWith(mallory)])
  assert.deepEqual(await known.agree([await memberOf(bob.bundle)]), ["bob"])
  assert.equal(await pin(), undefined)
})

test("any username is somebody's name", async () => {
  for (const username of ["__proto__", "constructor", "tostring"]) {
    const { keys, enc, sig } = carol
    const text = await scheme.makeBundle({ username, keys, encPublic: enc.public, sigPublic: sig.public, time: 2 })
    await relay.keyLog.add(username, text)
    relay.bundles.set(username, [text])
    const { directory: rules } = await people()
    await rules.find(username)
    const ways = [await rules.texts([username]), await rules.shown([username]), await rules.shownAnew([username], {})]
    for (const texts of ways) {
      assert.deepEqual(Object.entries(texts), [[username, [text]]])
    }
  }
})

test("nobody is met under our own name", async () => {
  const { directory: rules } = await people()
  assert.equal((await rules.find("alice")).text, alice.bundle)
  assert.equal(await storage.get("contacts", "alice"), undefined)
})

test("whoever took the wrong keys is asked again when the right ones are shown, and can go back", async () => {
  const known = await directory()
  await known.find("bob")
  relay.bundles.set("bob", [await bobWith(mallory)])
  await known.find("bob").catch(() => {})
  await known.accept("bob")
  relay.bundles.set("bob", [bob.bundle])
  await assert.rejects(known.find("bob"), { code: "key-changed" })
  await known.accept("bob")
  assert.equal(await pin(), bob.bundle)
  await known.find("bob")
  assert.equal(known.blockedBy([await memberOf(bob.bundle)]), null)
})
