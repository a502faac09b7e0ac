import "./setup.js"
import assert from "node:assert/strict"
import * as node from "node:crypto"
import { test } from "node:test"
import { alice, apply, beginSession, bob, bundles, carol, makeRoom, mallory, refusal, TIME } from "./actors.js"
import { unb64u } from "../../static/js/crypto/bytes.js"
import { makeSession, messageKey, newId, readSession } from "../../static/js/crypto/scheme.js"

const roster = await makeRoom(alice, [bob])
const { room } = roster
const { text, session } = await beginSession(alice, roster)

function read(changes = {}) {
  return readSession({ text, keys: bob.keys, room, sid: session.sid, sender: "alice", roster, ...changes })
}

test("every member opens it, the sender included", async () => {
  assert.deepEqual(await read(), session)
  assert.deepEqual(await read({ keys: alice.keys }), session)
})

test("Carol, no member, cannot; nor with the members' thumbprint", async () => {
  await assert.rejects(read({ keys: carol.keys }), refusal("no-key"))
  const disguised = { ...carol.keys, encThumbprint: bob.enc_thumbprint }
  await assert.rejects(read({ keys: disguised }), refusal("bad-unwrap"))
})

test("a removed member is left out from then on", async () => {
  const after = await apply(roster, alice, { op: "remove", subject: bob.subject })
  const next = await beginSession(alice, after)
  const how = { text: next.text, sid: next.session.sid, roster: after }
  await read({ ...how, keys: alice.keys })
  await assert.rejects(read(how), refusal("no-key"))
})

test("it holds in its room, for its record, under its roster alone", async () => {
  await assert.rejects(read({ room: newId() }), refusal("wrong-room"))
  await assert.rejects(read({ sid: newId() }), refusal("wrong-session"))
  await assert.rejects(read({ sender: "bob" }), refusal("wrong-owner"))
  const other = await apply(roster, alice, { op: "add", subject: carol.subject })
  await assert.rejects(read({ roster: other }), refusal("stale-session"))
})

test("members who are not those of the roster are found out", async () => {
  const short = { ...roster, members: roster.members.slice(0, 1) }
  await assert.rejects(read({ roster: short }), refusal("wrong-recipients"))
  const ghost = { ...roster, members: [...roster.members, { ...mallory.subject, role: "member" }] }
  const { text: shared, session: { sid } } = await beginSession(alice, ghost)
  await assert.rejects(read({ text: shared, sid }), refusal("wrong-recipients"))
  const strange = { ...roster, members: [{ ...roster.members[0], sig: carol.sig_thumbprint }, roster.members[1]] }
  await assert.rejects(read({ roster: strange }), refusal("wrong-thumbprint"))
  await assert.rejects(read({ roster: { ...roster, members: roster.members.slice(1) } }), refusal("not-member"))
})

test("a wrap taken over from another announcement opens nothing", async () => {
  const [one, other] = [JSON.parse(text), JSON.parse((await beginSession(alice, roster)).text)]
  const swapped = JSON.stringify({ ...one, recipients: other.recipients })
  await assert.rejects(read({ text: swapped }), refusal("bad-tag"))
})

test("it is wrapped for members whose bundle is the one in the roster", async () => {
  const how = { keys: alice.keys, room, roster, sender: "alice", bundle: alice.bundle, sid: newId(), time: TIME }
  await assert.rejects(makeSession({ ...how, bundles: { alice: [alice.bundle] } }), refusal("no-bundle"))
  await assert.rejects(makeSession({ ...how, bundles: { ...bundles, bob: [carol.bundle] } }), refusal("wrong-owner"))
  const members = [roster.members[0], { ...roster.members[1], enc: carol.enc_thumbprint }]
  const wrong = makeSession({ ...how, bundles, roster: { ...roster, members } })
  await assert.rejects(wrong, refusal("wrong-thumbprint"))
})

test("message keys are the chain of HMACs, in whatever order they are asked for", () => {
  const expected = []
  let chain = Buffer.from(unb64u(session.chain))
  for (let idx = 0; idx < 100; idx++) {
    expected.push(node.createHmac("sha512", chain).update(Uint8Array.of(1)).digest())
    chain = node.createHmac("sha256", chain).update(Uint8Array.of(2)).digest()
  }
  for (const idx of [50, 0, 99, 7, 50, ...expected.keys()]) {
    assert.deepEqual(Buffer.from(messageKey(session, idx)), expected[idx])
  }
  const later = { ...session, start: 98 }
  assert.deepEqual(Buffer.from(messageKey(later, 99)), expected[1])
  for (const idx of [-1, 100, 0.5, NaN, "7", undefined]) {
    assert.throws(() => messageKey(session, idx), refusal("wrong-index"))
  }
  assert.throws(() => messageKey(later, 97), refusal("wrong-index"))
})

test("keys of many sessions do not mix", () => {
  const chains = Array.from({ length: 600 }, () => ({ start: 0, chain: newId() + newId().slice(0, 20) + "A" }))
  const first = chains.map((chain) => messageKey(chain, 1).join())
  assert.deepEqual(chains.map((chain) => messageKey(chain, 1).join()), first)
  assert.equal(new Set(first).size, 600)
})
