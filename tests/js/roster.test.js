import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, apply, bob, bundles, carol, makeEntry, makeRoom, mallory, refusal } from "./actors.js"
import { applyEntries, newId } from "../../static/js/crypto/scheme.js"

const log = { log: true }

function names(roster) {
  return roster.members.map(({ username, role }) => `${username} ${role}`)
}

// Expect that an entry is refused and that the roster before it stays as it was.
async function refuse(reason, roster, actor, changes, known) {
  const before = structuredClone(roster)
  await assert.rejects(apply(roster, actor, changes, known), refusal(reason))
  assert.deepEqual(roster, before)
}

test("a group: its maker adds, members add, an owner removes", async () => {
  let roster = await makeRoom(alice, [bob])
  assert.deepEqual(names(roster), ["alice owner", "bob member"])
  roster = await apply(roster, bob, { op: "add", subject: carol.subject })
  await refuse("not-entitled", roster, bob, { op: "remove", subject: carol.subject })
  await refuse("not-entitled", roster, alice, { op: "remove", subject: alice.subject })
  roster = await apply(roster, alice, { op: "remove", subject: carol.subject })
  assert.deepEqual(names(roster), ["alice owner", "bob member"])
  assert.equal(roster.n, 3)
  await refuse("not-member", roster, carol, { op: "add", subject: carol.subject })
})

test("a room is never left without an owner: the longest-standing member follows", async () => {
  let roster = await makeRoom(alice, [bob, carol])
  roster = await apply(roster, alice, { op: "leave", subject: alice.subject })
  assert.deepEqual(names(roster), ["bob owner", "carol member"])
  roster = await apply(roster, bob, { op: "role", role: "member", subject: bob.subject })
  assert.deepEqual(names(roster), ["bob owner", "carol member"])
  roster = await apply(roster, bob, { op: "role", role: "owner", subject: carol.subject })
  roster = await apply(roster, bob, { op: "role", role: "member", subject: bob.subject })
  assert.deepEqual(names(roster), ["bob member", "carol owner"])
  roster = await apply(roster, bob, { op: "leave", subject: bob.subject })
  roster = await apply(roster, carol, { op: "leave", subject: carol.subject })
  assert.deepEqual(roster.members, [])
  await refuse("not-member", roster, carol, { op: "add", subject: carol.subject })
})

test("a direct room has two people, and nobody leaves it", async () => {
  const alone = await makeRoom(alice, [], { kind: "direct" })
  await refuse("not-member", alone, bob, { op: "add", subject: bob.subject })
  const roster = await apply(alone, alice, { op: "add", subject: bob.subject })
  await refuse("room-full", roster, alice, { op: "add", subject: carol.subject })
  await refuse("not-entitled", roster, bob, { op: "add", subject: carol.subject })
  await refuse("not-entitled", roster, bob, { op: "leave", subject: bob.subject })
  await refuse("not-entitled", roster, alice, { op: "remove", subject: bob.subject })
  await refuse("not-entitled", roster, alice, { op: "role", role: "owner", subject: bob.subject })
  await refuse("not-entitled", roster, bob, { op: "settings", settings: { log: false } })
  const quiet = await apply(roster, alice, { op: "settings", settings: { log: false } })
  assert.equal(quiet.log, false)
  assert.equal(roster.log, true)
})

test("Mallory, no member, changes nothing", async () => {
  const roster = await makeRoom(alice, [bob])
  await refuse("not-member", roster, mallory, { op: "add", subject: mallory.subject })
  await refuse("unknown-key", roster, mallory, { op: "add", by: "alice", subject: mallory.subject })
  const forger = { ...mallory, keys: { ...mallory.keys, sigThumbprint: alice.sig_thumbprint } }
  await refuse("bad-signature", roster, forger, { op: "add", by: "alice", subject: mallory.subject })
})

test("an entry has one place in one room", async () => {
  const roster = await makeRoom(alice, [bob])
  const add = { op: "add", subject: carol.subject }
  await refuse("bad-roster-chain", roster, alice, { ...add, n: roster.n })
  await refuse("bad-roster-chain", roster, alice, { ...add, n: roster.n + 2 })
  await refuse("bad-roster-chain", roster, alice, { ...add, prev: "" })
  const create = { op: "create", kind: "group", settings: log, subject: alice.subject }
  await refuse("bad-roster-chain", roster, alice, create)
  await refuse("bad-roster-chain", null, alice, { ...add, room: newId() })
  const texts = [await makeEntry(null, alice, { ...create, room: newId() })]
  const elsewhere = applyEntries({ room: roster.room, roster: null, texts, bundles })
  await assert.rejects(elsewhere, refusal("wrong-room"))
})

test("who signs must have shown the keys that the roster names", async () => {
  const roster = await makeRoom(alice, [bob])
  const add = { op: "add", subject: carol.subject }
  await refuse("no-bundle", roster, bob, add, { alice: [alice.bundle] })
  await refuse("wrong-owner", roster, bob, add, { bob: [carol.bundle] })
  const stranger = { username: "bob", enc: carol.enc_thumbprint, sig: carol.sig_thumbprint }
  const other = await apply(await makeRoom(alice), alice, { op: "add", subject: stranger })
  await refuse("wrong-thumbprint", other, bob, add)
})

test("a name of Object.prototype is a name without a bundle", async () => {
  const room = newId()
  const subject = { ...alice.subject, username: "constructor" }
  const create = { op: "create", kind: "group", room, settings: log, subject, by: "constructor" }
  await refuse("no-bundle", null, alice, create)
})

test("new keys are announced with the old ones, and differ from them", async () => {
  const roster = await makeRoom(alice, [bob])
  const next = { username: "bob", enc: carol.enc_thumbprint, sig: carol.sig_thumbprint }
  const rekeyed = await apply(roster, bob, { op: "rekey", subject: next })
  assert.deepEqual(rekeyed.members[1], { ...next, role: "member" })
  await refuse("not-entitled", roster, alice, { op: "rekey", subject: next })
  for (const subject of [
    bob.subject, { ...next, sig: next.enc }, { ...next, enc: bob.sig_thumbprint }, { ...next, sig: bob.sig_thumbprint },
  ]) {
    await refuse("wrong-thumbprint", roster, bob, { op: "rekey", subject })
  }
})

test("many entries are applied together, and a refusal names its place", async () => {
  const roster = await makeRoom(alice)
  const first = await makeEntry(roster, alice, { op: "add", subject: bob.subject })
  const applied = await applyEntries({ room: roster.room, roster, texts: [first], bundles })
  const second = await makeEntry(applied.roster, bob, { op: "leave", subject: bob.subject })
  const both = await applyEntries({ room: roster.room, roster, texts: [first, second], bundles })
  assert.deepEqual(both.rosters.map(names), [["alice owner", "bob member"], ["alice owner"]])
  assert.deepEqual(both.entries.map(({ op }) => op), ["add", "leave"])
  assert.equal(both.roster, both.rosters.at(-1))

  const twice = applyEntries({ room: roster.room, roster, texts: [first, first], bundles })
  await assert.rejects(twice, (error) => error.reason === "bad-roster-chain" && error.entry === 1)
  const none = await applyEntries({ room: roster.room, roster, texts: [], bundles })
  assert.equal(none.roster, roster)
})

test("a group has room for 256", async () => {
  const roster = await makeRoom(alice)
  const crowd = Array.from({ length: 255 }, (_, i) => ({ ...bob.subject, username: `member${i}`, role: "member" }))
  const full = { ...roster, members: [...roster.members, ...crowd] }
  await refuse("room-full", full, alice, { op: "add", subject: carol.subject })
  await refuse("already-member", full, alice, { op: "add", subject: { ...bob.subject, username: "member7" } })
  const almost = { ...full, members: full.members.slice(0, 255) }
  assert.equal((await apply(almost, alice, { op: "add", subject: carol.subject })).members.length, 256)
})
