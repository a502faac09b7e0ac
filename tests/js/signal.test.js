import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, beginSession, bob, makeRoom, mallory, refusal, TIME, writeMessage } from "./actors.js"
import {
  makeSignal, messageKey, messageSid, newId, readMessage, readSession, readSignal, signalKey, signalSid,
} from "../../static/js/crypto/scheme.js"

const roster = await makeRoom(alice, [bob])
const { room } = roster
const { text: announced, session } = await beginSession(alice, roster)

function write(changes = {}) {
  return makeSignal({ keys: alice.keys, session, n: 5, kind: "typing", time: TIME, ...changes })
}

function read(text, changes = {}) {
  return readSignal({ text, session, sender: "alice", room, rosterHead: roster.head, last: null, ...changes })
}

test("Bob learns that Alice is writing", async () => {
  const mine = await readSession({ text: announced, keys: bob.keys, room, sid: session.sid, sender: "alice", roster })
  const said = { body: null, kind: "typing", n: 5, sid: session.sid, time: TIME }
  assert.deepEqual(await read(await write(), { session: mine }), said)
  assert.deepEqual(await read(await write(), { session: mine, last: 4 }), said)
})

test("one signal looks like another", async () => {
  const kinds = await Promise.all(["typing", "a", "x".repeat(32)].map((kind) => write({ kind })))
  assert.equal(new Set(kinds.map((text) => text.length)).size, 1)
  assert.deepEqual(signalSid(kinds[0]), { n: 5, sid: session.sid })
})

test("what it says comes with it, and is judged going out", async () => {
  const marks = { delivered: 9, read: 7 }
  assert.deepEqual((await read(await write({ kind: "marks", body: marks }))).body, marks)
  await assert.rejects(write({ kind: "marks", body: { seen: 7 } }), refusal("bad-body"))
  await assert.rejects(write({ kind: "typing", body: {} }), refusal("bad-body"))
})

test("it holds in its place alone, and once", async () => {
  const text = await write()
  const other = await beginSession(alice, roster)
  await assert.rejects(read(text, { session: null }), refusal("no-session"))
  await assert.rejects(read(text, { session: other.session }), refusal("no-session"))
  await assert.rejects(read(text, { room: newId() }), refusal("no-session"))
  await assert.rejects(read(text, { sender: "bob" }), refusal("wrong-sender"))
  await assert.rejects(read(text, { rosterHead: newId() }), refusal("stale-session"))
  await assert.rejects(read(text, { last: 5 }), refusal("replayed"))
  await assert.rejects(read(text, { last: 6 }), refusal("replayed"))
})

test("a member cannot signal in another's session", async () => {
  await assert.rejects(read(await write({ keys: bob.keys })), refusal("unknown-key"))
  const forger = { ...mallory.keys, sigThumbprint: alice.sig_thumbprint }
  await assert.rejects(read(await write({ keys: forger })), refusal("bad-signature"))
})

test("a signal is no message, and a message no signal", async () => {
  const signal = await write()
  const { text: message, id } = await writeMessage(alice, session)
  await assert.rejects(read(message), refusal("bad-header"))
  assert.throws(() => signalSid(message), refusal("bad-header"))
  assert.throws(() => messageSid(signal), refusal("bad-header"))
  const how = { text: signal, session, id, sender: "alice", room, rosterHead: roster.head }
  await assert.rejects(readMessage(how), refusal("bad-header"))
})

test("its key is none of the messages'", () => {
  const key = Buffer.from(signalKey(session))
  assert.equal(key.length, 64)
  for (let idx = 0; idx < 100; idx++) assert.notDeepEqual(Buffer.from(messageKey(session, idx)), key)
})

test("what does not fit is not made", async () => {
  await assert.rejects(write({ kind: "x".repeat(2000) }), refusal("too-large"))
})
