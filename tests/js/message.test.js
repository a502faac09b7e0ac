import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, beginSession, bob, makeRoom, mallory, refusal, writeMessage } from "./actors.js"
import {
  messageSid, messageSids, newId, readMessage, readMessages, readSession,
} from "../../static/js/crypto/scheme.js"

const roster = await makeRoom(alice, [bob])
const { room } = roster
const { text: announced, session } = await beginSession(alice, roster)

function record({ text, id }, changes = {}) {
  return { text, session, id, sender: "alice", room, rosterHead: roster.head, ...changes }
}

test("Bob reads what Alice wrote", async () => {
  const mine = await readSession({ text: announced, keys: bob.keys, room, sid: session.sid, sender: "alice", roster })
  const reply = newId()
  const written = await writeMessage(alice, session, { idx: 3, body: { text: "zwei\nZeilen\t\u{1F980}" }, replyTo: reply })
  const read = await readMessage(record(written, { session: mine }))
  assert.deepEqual(read.body, { text: "zwei\nZeilen\t\u{1F980}" })
  assert.equal(read.idx, 3)
  assert.equal(read.sid, session.sid)
  assert.equal(read.replyTo, reply)
  assert.equal(read.known, true)
})

test("what its sender has seen of the key log comes with it, where there is something", async () => {
  const log = { root: alice.enc_thumbprint, size: 12 }
  assert.deepEqual((await readMessage(record(await writeMessage(alice, session, { log })))).log, log)
  assert.equal((await readMessage(record(await writeMessage(alice, session)))).log, null)
  for (const broken of [{ ...log, size: -1 }, { root: log.root }, { ...log, root: "x" }, "x"]) {
    const written = await writeMessage(alice, session, { log: broken })
    await assert.rejects(readMessage(record(written)), refusal("bad-shape"))
  }
})

test("nothing of the text shows, not even its length", async () => {
  const [short, long] = [await writeMessage(alice, session), await writeMessage(alice, session, {
    body: { text: "canary ".repeat(50) },
  })]
  assert.equal(short.text.length, long.text.length)
  assert.ok(!Buffer.from(long.text, "base64url").includes("canary"))
  assert.notEqual((await writeMessage(alice, session)).text, (await writeMessage(alice, session)).text)
})

test("it holds in its place alone", async () => {
  const written = await writeMessage(alice, session)
  const other = await beginSession(alice, roster)
  const bobs = await beginSession(bob, roster)
  await assert.rejects(readMessage(record(written, { session: null })), refusal("no-session"))
  await assert.rejects(readMessage(record(written, { session: other.session })), refusal("no-session"))
  await assert.rejects(readMessage(record(written, { room: newId() })), refusal("wrong-room"))
  const elsewhere = { ...session, room: newId() }
  const moved = await writeMessage(alice, session)
  await assert.rejects(readMessage(record(moved, { session: elsewhere })), refusal("wrong-room"))
  await assert.rejects(readMessage(record(written, { sender: "bob" })), refusal("wrong-sender"))
  await assert.rejects(readMessage(record(written, { rosterHead: newId() })), refusal("stale-session"))
  await assert.rejects(readMessage(record(written, { id: newId() })), refusal("wrong-id"))
  const renamed = { ...bobs.session, sid: session.sid, sender: "alice" }
  await assert.rejects(readMessage(record(written, { session: renamed })), refusal("bad-tag"))
})

test("a member cannot write in another's session: the key is shared, the signature is not", async () => {
  const byBob = await writeMessage(bob, session)
  await assert.rejects(readMessage(record(byBob)), refusal("unknown-key"))
  const forger = { ...mallory, keys: { ...mallory.keys, sigThumbprint: alice.sig_thumbprint } }
  const forged = await writeMessage(forger, session)
  await assert.rejects(readMessage(record(forged)), refusal("bad-signature"))
})

test("indices are the session's", async () => {
  for (const idx of [-1, 100, 1.5]) {
    await assert.rejects(writeMessage(alice, session, { idx }), refusal("wrong-index"))
  }
  const written = await writeMessage(alice, session, { idx: 5 })
  await assert.rejects(readMessage(record(written, { session: { ...session, start: 6 } })), refusal("wrong-index"))
})

test("bodies are judged going out and coming in", async () => {
  const bodies = [
    ["text", { text: "" }], ["text", { text: "a\u0000" }], ["text", { text: "a\r\n" }], ["text", { text: "\u007f" }],
    ["text", { text: "é".repeat(8193) }], ["text", { text: 5 }], ["text", {}], ["text", { text: "a", more: 1 }],
    ["text", { text: "\ud800" }], ["text", []], ["text", null],
    ["title", { text: "" }], ["title", { text: "a\nb" }], ["title", { text: "\u{1F980}".repeat(81) }],
  ]
  for (const [kind, body] of bodies) {
    await assert.rejects(writeMessage(alice, session, { kind, body }), refusal("bad-body"), JSON.stringify(body))
  }
  for (const [kind, body] of [
    ["text", { text: "é".repeat(8192) }], ["text", { text: "\u0080\u2028" }], ["title", { text: "\u{1F980}".repeat(80) }],
  ]) {
    const written = await writeMessage(alice, session, { kind, body })
    assert.deepEqual((await readMessage(record(written))).body, body)
  }
})

test("a kind of a newer version is not refused", async () => {
  const written = await writeMessage(alice, session, { kind: "poll", body: { anything: [1, { deep: null }] } })
  assert.equal((await readMessage(record(written))).known, false)
  const prototypes = await writeMessage(alice, session, { kind: "constructor", body: {} })
  assert.equal((await readMessage(record(prototypes))).known, false)
})

test("many are opened together; one refused hides no other", async () => {
  const written = await Promise.all([0, 1, 2].map((idx) => writeMessage(alice, session, { idx })))
  const results = await readMessages([record(written[0]), record(written[1], { id: newId() }), record(written[2])])
  assert.deepEqual(results.map(({ value, error }) => value?.idx ?? error.reason), [0, "wrong-id", 2])
})

test("a hundred, which another engine opens, read as each of them alone", async () => {
  const written = await Promise.all(Array.from({ length: 100 }, (_, idx) => writeMessage(alice, session, { idx })))
  const forged = written.map((one, place) => record(one, place === 50 ? { sender: "bob" } : {}))
  const results = await readMessages(forged)
  const alone = await Promise.all(forged.map((one) => readMessage(one).catch(({ reason }) => reason)))
  assert.deepEqual(results.map(({ value, error }) => value ?? error.reason), alone)
  assert.equal(alone[50], "wrong-sender")
})

test("the header alone tells which session is needed", async () => {
  const { text } = await writeMessage(alice, session, { idx: 9 })
  assert.deepEqual(messageSid(text), { sid: session.sid, idx: 9 })
  assert.deepEqual(await messageSids([text, "x"]), [{ sid: session.sid, idx: 9 }, { reason: "bad-shape" }])
})
