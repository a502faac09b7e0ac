import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { alice, bob, mallory } from "../actors.js"
import { scheme, start, storage, until, world } from "./world.js"

let relay, client, fingerprint

beforeEach(async () => {
  ({ relay } = await world())
  fingerprint = await scheme.fingerprint({ enc: bob.subject.enc, sig: bob.subject.sig })
  client = await start()
  await until(() => client.connection === "online")
})

afterEach(() => client.quit())

const invitation = (changes = {}) => ({ username: "bob", fingerprint, ...changes })
const pinned = async () => storage.get("contacts", "bob")

/** Bob's name on somebody's keys, vouched for by the old ones or not; the key log has it and the server shows it. */
async function show({ keys, enc, sig }, { by = null } = {}) {
  const publics = { username: "bob", encPublic: enc.public, sigPublic: sig.public, time: 2 }
  const renewal = by && await scheme.makeRenewal({ ...publics, keys: by.keys })
  const text = await scheme.makeBundle({ ...publics, keys, ...renewal && { renewal } })
  await relay.keyLog.add("bob", text)
  relay.bundles.set("bob", by ? [bob.bundle, text] : [text])
}

test("whoever comes by an invitation finds the first contact checked", async () => {
  const room = await client.acceptInvitation(invitation())
  const chat = client.chats.find((one) => one.room === room)
  assert.deepEqual([chat.kind, chat.peer, chat.verified], ["direct", "bob", true])
  assert.equal(client.person("bob").fingerprint, fingerprint)
})

test("keys that the server exchanged are refused: nothing is pinned, no chat begins", async () => {
  await show(mallory)
  await assert.rejects(client.acceptInvitation(invitation()), { code: "wrong-invitation" })
  assert.equal(await pinned(), undefined)
  assert.equal(relay.rooms.size, 0)
  assert.deepEqual(client.chats, [])
})

test("a link that names other keys than the pinned ones is refused, and the pin stays", async () => {
  await client.startDirect("bob")
  const before = await pinned()
  const other = await scheme.fingerprint({ enc: mallory.subject.enc, sig: mallory.subject.sig })
  await assert.rejects(client.acceptInvitation(invitation({ fingerprint: other })), { code: "wrong-invitation" })
  assert.deepEqual(await pinned(), before)
  assert.equal(client.person("bob").verified, false)
})

test("keys that the invited ones have renewed since are believed, and not marked: nobody compared them", async () => {
  await show(mallory, { by: bob })
  const room = await client.acceptInvitation(invitation())
  assert.equal(client.chats.find((one) => one.room === room).verified, false)
})

test("nobody invites themselves, and whose keys are not there is said", async () => {
  await assert.rejects(client.acceptInvitation(invitation({ username: alice.username })), { code: "chat-with-self" })
  await assert.rejects(client.acceptInvitation(invitation({ username: "nobody" })), { code: "keys-offline" })
})
