import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, bob, carol, mallory, refusal, TIME } from "./actors.js"
import { makeBundle, makeRenewal, readBundle, readRenewals } from "../../static/js/crypto/scheme.js"

const username = "alice"

// What Alice publishes as her own when she goes on with the keys of another actor.
function next({ enc, sig }) {
  return { encPublic: enc.public, sigPublic: sig.public, username, time: TIME }
}

async function renewed(before, after, changes = {}) {
  const renewal = await makeRenewal({ keys: before.keys, ...next(after), ...changes })
  return makeBundle({ keys: after.keys, ...next(after), renewal })
}

test("old keys vouch for new ones, as often as a person renews them", async () => {
  const texts = [alice.bundle, await renewed(alice, bob), await renewed(bob, carol)]
  const row = await readRenewals({ texts, username })
  assert.deepEqual(row.map(({ text }) => text), texts)
  const thumbprints = [alice, bob, carol].map(({ keys }) => keys.sigThumbprint)
  assert.deepEqual(row.map(({ sigThumbprint }) => sigThumbprint), thumbprints)
  assert.equal(row[0].renewal, null)
  assert.deepEqual(await readRenewals({ texts: [], username }), [])
})

test("nobody else does, and nobody is left out", async () => {
  const refuses = (reason, ...texts) => assert.rejects(readRenewals({ texts, username }), refusal(reason))
  const plain = await makeBundle({ keys: mallory.keys, ...next(mallory) })
  await refuses("not-renewed", alice.bundle, plain)
  await refuses("unknown-key", alice.bundle, await renewed(bob, mallory))
  await refuses("unknown-key", alice.bundle, await renewed(bob, carol))
  const forger = { keys: { ...mallory.keys, sigThumbprint: alice.keys.sigThumbprint } }
  await refuses("bad-signature", alice.bundle, await renewed(forger, mallory))
  await refuses("wrong-owner", bob.bundle)
})

test("a bundle that vouches for itself, for other keys or for another person is no bundle", async () => {
  const reads = async (text) => readBundle(await text, username)
  await assert.rejects(reads(renewed(mallory, mallory)), refusal("unknown-key"))
  await assert.rejects(reads(renewed(alice, bob, { username: "bob" })), refusal("wrong-owner"))
  await assert.rejects(reads(renewed(alice, bob, { sigPublic: carol.sig.public })), refusal("wrong-thumbprint"))
  await assert.rejects(reads(renewed(alice, bob, { encPublic: carol.enc.public })), refusal("wrong-thumbprint"))
})

test("a renewal for something that is no key is not made", async () => {
  const broken = { ...bob.enc.public, e: "Aw" }
  await assert.rejects(renewed(alice, bob, { encPublic: broken }), refusal("bad-key"))
})
