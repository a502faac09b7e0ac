import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, bob, mallory, refusal, TIME } from "./actors.js"
import { makeState, newId, readState } from "../../static/js/crypto/scheme.js"

const how = { keys: alice.keys, owner: "alice", read: { [newId()]: 5 }, rev: 2, time: TIME, encPublic: alice.enc.public }
const text = await makeState(how)
const mine = { text, keys: alice.keys, sigPublic: alice.sig.public, owner: "alice", rev: 2 }

test("it comes back to its owner", async () => {
  assert.deepEqual(await readState(mine), {
    chats: {}, contacts: {}, log: null, notes: null, privacy: null, read: how.read, rev: 2, time: TIME,
  })
})

test("whose keys a person knows, and what they have seen of the key log, come with it", async () => {
  const { enc_thumbprint: enc, sig_thumbprint: sig } = bob
  const contacts = { bob: { enc, sig, since: 1, time: 2, verified: true } }
  const log = { root: alice.enc_thumbprint, size: 7 }
  const read = await readState({ ...mine, text: await makeState({ ...how, contacts, log }) })
  assert.deepEqual(read, { chats: {}, contacts, log, notes: null, privacy: null, read: how.read, rev: 2, time: TIME })
})

test("it is for its owner, under its revision alone", async () => {
  await assert.rejects(readState({ ...mine, keys: mallory.keys }), refusal("no-key"))
  await assert.rejects(readState({ ...mine, owner: "bob" }), refusal("wrong-owner"))
  for (const rev of [1, 3]) await assert.rejects(readState({ ...mine, rev }), refusal("wrong-rev"))
})

test("what Mallory wrote to Alice's key is not Alice's", async () => {
  const planted = await makeState({ ...how, keys: { ...mallory.keys, encThumbprint: alice.enc_thumbprint } })
  await assert.rejects(readState({ ...mine, text: planted }), refusal("unknown-key"))
  await assert.rejects(makeState({ ...how, keys: mallory.keys }), refusal("wrong-thumbprint"))
})

test("how much a person has read does not show", async () => {
  const read = Object.fromEntries(Array.from({ length: 20 }, () => [newId(), 1]))
  assert.equal((await makeState({ ...how, read })).length, text.length)
})
