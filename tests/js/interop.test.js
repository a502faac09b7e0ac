// Every JOSE object of the protocol, both directions, with `jose`, which shares no code with ours.
import { jose } from "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import {
  alice, apply, beginSession, bob, bundles, carol, makeEntry, makeRoom, PASSWORD, TIME, writeMessage,
} from "./actors.js"
import { b64u, fromUtf8, unb64u, utf8 } from "../../static/js/crypto/bytes.js"
import { fromCanonical, toCanonical, toCanonicalText } from "../../static/js/crypto/canonical.js"
import { pad, unpad } from "../../static/js/crypto/padding.js"
import * as scheme from "../../static/js/crypto/scheme.js"

const ENC = "A256CBC-HS512"
const RSA = "RSA-OAEP-256"
const PBES2 = "PBES2-HS512+A256KW"

function privateKey(actor, use) {
  return jose.importJWK(actor[use].private, use === "enc" ? RSA : "PS256")
}

function publicKey(actor, use) {
  return jose.importJWK(actor[use].public, use === "enc" ? RSA : "PS256")
}

function keysOf({ enc_thumbprint: enc, sig_thumbprint: sig }) {
  return { enc, sig }
}

async function signTheirs(actor, typ, payload) {
  return new jose.CompactSign(toCanonical({ ...payload, v: 1 }))
    .setProtectedHeader({ alg: "PS256", kid: actor.sig_thumbprint, typ })
    .sign(await privateKey(actor, "sig"))
}

async function verifyTheirs(actor, typ, text) {
  const { payload, protectedHeader } = await jose.compactVerify(
    text, await publicKey(actor, "sig"), { algorithms: ["PS256"] },
  )
  assert.deepEqual(protectedHeader, { alg: "PS256", kid: actor.sig_thumbprint, typ })
  return fromCanonical(payload)
}

test("bundle", async () => {
  const { username, keys, enc, sig } = alice
  const ours = await scheme.makeBundle({ username, keys, encPublic: enc.public, sigPublic: sig.public, time: TIME })
  const payload = await verifyTheirs(alice, "securechat-bundle", ours)
  assert.deepEqual(payload, { enc: enc.public, sig: sig.public, time: TIME, username, v: 1 })

  const theirs = await signTheirs(alice, "securechat-bundle", payload)
  const read = await scheme.readBundle(theirs, username)
  assert.equal(read.encThumbprint, alice.enc_thumbprint)
  assert.equal(read.sigThumbprint, alice.sig_thumbprint)
})

test("renewal", async () => {
  const { username } = alice
  const next = { keys: carol.keys, encPublic: carol.enc.public, sigPublic: carol.sig.public, time: TIME }
  const ours = await scheme.makeRenewal({ ...next, keys: alice.keys, username })
  const payload = await verifyTheirs(alice, "securechat-renewal", ours)
  assert.deepEqual(payload, { ...keysOf(carol), time: TIME, username, v: 1 })

  const renewal = await signTheirs(alice, "securechat-renewal", payload)
  const texts = [alice.bundle, await scheme.makeBundle({ ...next, username, renewal })]
  const row = await scheme.readRenewals({ texts, username })
  assert.deepEqual(row.map((bundle) => bundle.renewal), [null, renewal])
})

test("roster entry", async () => {
  const room = scheme.newId()
  const create = { op: "create", kind: "group", room, settings: { log: true }, subject: alice.subject }
  const ours = await makeEntry(null, alice, create)
  const payload = await verifyTheirs(alice, "securechat-roster", ours)
  assert.deepEqual(payload, { ...create, by: "alice", n: 0, prev: "", time: TIME, v: 1 })

  const theirs = await signTheirs(alice, "securechat-roster", payload)
  const { roster } = await scheme.applyEntries({ room, roster: null, texts: [theirs], bundles })
  assert.deepEqual(roster.members, [{ ...alice.subject, role: "owner" }])
  await apply(roster, alice, { op: "add", subject: bob.subject })
})

test("sealed keys", async () => {
  const { privateJwks, username } = alice
  const options = {
    keyManagementAlgorithms: [PBES2], contentEncryptionAlgorithms: [ENC], maxPBES2Count: 250_000,
  }
  const ours = await scheme.sealKeys({ privateJwks, username, password: PASSWORD, purpose: "password", time: TIME })
  const { plaintext } = await jose.compactDecrypt(ours, utf8(PASSWORD), options)
  const payload = fromCanonical(plaintext)
  assert.deepEqual(payload.enc, privateJwks.enc)

  const theirs = await new jose.CompactEncrypt(toCanonical(payload))
    .setProtectedHeader({ alg: PBES2, enc: ENC })
    .setKeyManagementParameters({ p2c: 250_000, p2s: crypto.getRandomValues(new Uint8Array(16)) })
    .encrypt(utf8(PASSWORD))
  const { encThumbprint, sigThumbprint } = alice.keys
  const keys = await scheme.openKeys({
    text: theirs, username, password: PASSWORD, purpose: "password", encThumbprint, sigThumbprint,
  })
  assert.equal(keys.encThumbprint, encThumbprint)
})

test("session", async () => {
  const roster = await makeRoom(alice, [bob])
  const { text, session } = await beginSession(alice, roster)
  for (const actor of [alice, bob]) {
    const { plaintext } = await jose.generalDecrypt(JSON.parse(text), await privateKey(actor, "enc"), {
      keyManagementAlgorithms: [RSA], contentEncryptionAlgorithms: [ENC],
    })
    const payload = await verifyTheirs(alice, "securechat-session", fromUtf8(plaintext))
    assert.equal(payload.chain, session.chain)
  }

  const sid = scheme.newId()
  const recipients = [alice, bob].toSorted((one, other) => one.enc_thumbprint < other.enc_thumbprint ? -1 : 1)
  const jws = await signTheirs(bob, "securechat-session", {
    bundle: bob.bundle,
    chain: session.chain,
    recipients: recipients.map((actor) => actor.enc_thumbprint),
    room: roster.room,
    roster: roster.head,
    sender: "bob",
    sid,
    start: 7,
    time: TIME,
  })
  const encrypt = new jose.GeneralEncrypt(utf8(jws))
    .setProtectedHeader({ alg: RSA, enc: ENC, typ: "securechat-session" })
  for (const actor of recipients) {
    encrypt.addRecipient(await publicKey(actor, "enc")).setUnprotectedHeader({ kid: actor.enc_thumbprint })
  }
  const theirs = toCanonicalText(await encrypt.encrypt())
  const read = await scheme.readSession({
    text: theirs, keys: alice.keys, room: roster.room, sid, sender: "bob", roster,
  })
  assert.equal(read.chain, session.chain)
  assert.equal(read.start, 7)
})

test("message", async () => {
  const roster = await makeRoom(alice, [bob])
  const { session } = await beginSession(alice, roster)
  const { text, id } = await writeMessage(alice, session, { idx: 41, body: { text: "Grüße \u{1F980}" } })
  const key = scheme.messageKey(session, 41)
  const { plaintext, protectedHeader } = await jose.compactDecrypt(text, key, {
    keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: [ENC],
  })
  const header = { alg: "dir", enc: ENC, idx: 41, sid: session.sid, typ: "securechat-message" }
  assert.deepEqual(protectedHeader, header)
  const jws = fromUtf8(unpad(plaintext))
  const payload = await verifyTheirs(alice, "securechat-message", jws)
  assert.equal(payload.body.text, "Grüße \u{1F980}")

  const theirs = await new jose.CompactEncrypt(pad(utf8(await signTheirs(alice, "securechat-message", payload))))
    .setProtectedHeader(header)
    .encrypt(key)
  const read = await scheme.readMessage({
    text: theirs, session, id, sender: "alice", room: roster.room, rosterHead: roster.head,
  })
  assert.deepEqual(read.body, payload.body)
})

test("signal", async () => {
  const roster = await makeRoom(alice, [bob])
  const { session } = await beginSession(alice, roster)
  const ours = await scheme.makeSignal({ keys: alice.keys, session, n: 5, kind: "typing", time: TIME })
  const key = scheme.signalKey(session)
  const { plaintext, protectedHeader } = await jose.compactDecrypt(ours, key, {
    keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: [ENC],
  })
  const header = { alg: "dir", enc: ENC, n: 5, sid: session.sid, typ: "securechat-signal" }
  assert.deepEqual(protectedHeader, header)
  assert.equal(plaintext.length, 2048)
  const payload = await verifyTheirs(alice, "securechat-signal", fromUtf8(unpad(plaintext)))
  assert.equal(payload.kind, "typing")

  const theirs = await new jose.CompactEncrypt(pad(utf8(await signTheirs(alice, "securechat-signal", payload))))
    .setProtectedHeader(header)
    .encrypt(key)
  const read = await scheme.readSignal({
    text: theirs, session, sender: "alice", room: roster.room, rosterHead: roster.head, last: 4,
  })
  assert.deepEqual(read, { body: null, kind: "typing", n: 5, sid: session.sid, time: TIME })
})

test("account data", async () => {
  const { keys, enc, sig } = alice
  const read = { [scheme.newId()]: 12, [scheme.newId()]: 0 }
  const contacts = { bob: { ...keysOf(bob), since: 1, time: 2, verified: false } }
  const log = { root: bob.enc_thumbprint, size: 2 }
  const ours = await scheme.makeState({
    keys, owner: "alice", read, rev: 3, time: TIME, encPublic: enc.public, contacts, log,
  })
  const { plaintext, protectedHeader } = await jose.compactDecrypt(ours, await privateKey(alice, "enc"), {
    keyManagementAlgorithms: [RSA], contentEncryptionAlgorithms: [ENC],
  })
  const header = { alg: RSA, enc: ENC, kid: alice.enc_thumbprint, typ: "securechat-state" }
  assert.deepEqual(protectedHeader, header)
  const payload = await verifyTheirs(alice, "securechat-state", fromUtf8(unpad(plaintext)))
  assert.deepEqual(payload.read, read)

  const theirs = await new jose.CompactEncrypt(pad(utf8(await signTheirs(alice, "securechat-state", payload))))
    .setProtectedHeader(header)
    .encrypt(await publicKey(alice, "enc"))
  const state = await scheme.readState({ text: theirs, keys, sigPublic: sig.public, owner: "alice", rev: 3 })
  assert.deepEqual(state, { chats: {}, contacts, log, notes: null, privacy: null, read, rev: 3, time: TIME })
})

test("base64url is that of jose", () => {
  for (let size = 0; size < 70; size++) {
    const bytes = crypto.getRandomValues(new Uint8Array(size))
    assert.equal(b64u(bytes), jose.base64url.encode(bytes))
    assert.deepEqual(unb64u(jose.base64url.encode(bytes)), bytes)
  }
})
