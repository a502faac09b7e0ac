import "./setup.js"
import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { test } from "node:test"
import { refusal, TIME } from "./actors.js"
import { unb64u } from "../../static/js/crypto/bytes.js"
import { checkRecord, firstHead, newId, nextHeads } from "../../static/js/crypto/scheme.js"

const room = newId()
const head = await firstHead(room)

function makeRecord(seq, changes = {}) {
  return { data: `é ${seq}`, id: newId(), kind: "message", room, sender: "alice", seq, time: TIME, ...changes }
}

function sha256(...parts) {
  return createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest()
}

test("heads are SHA-256 over the head before and the record", async () => {
  const records = [makeRecord(1), makeRecord(2)]
  let expected = sha256(`securechat/chain/1 ${room}`)
  assert.deepEqual(Buffer.from(unb64u(head)), expected)
  const heads = await nextHeads({ room, head, records })
  for (const [place, record] of records.entries()) {
    // The members above stand in order, so this is canonical.
    expected = sha256(expected, sha256(JSON.stringify(record)))
    assert.equal(heads[place], expected.toString("base64url"))
  }
})

test("any change of any record changes every head behind it", async () => {
  const records = [makeRecord(1), makeRecord(2), makeRecord(3)]
  const honest = await nextHeads({ head, records })
  for (const changes of [{ data: "x" }, { id: newId() }, { sender: "bob" }, { time: TIME + 1 }, { kind: "session" }]) {
    const forked = await nextHeads({ head, records: [records[0], { ...records[1], ...changes }, records[2]] })
    assert.equal(forked[0], honest[0])
    assert.notEqual(forked[1], honest[1])
    assert.notEqual(forked[2], honest[2])
  }
})

test("records are held against their room and their order", async () => {
  const refuse = (records, reason) => assert.rejects(nextHeads({ room, head, records }), refusal(reason))
  await refuse([makeRecord(1), makeRecord(3)], "gap")
  await refuse([makeRecord(2), makeRecord(2)], "replayed")
  await refuse([makeRecord(1, { room: newId() })], "wrong-room")
  await refuse([makeRecord(1, { kind: "roster" })], "wrong-id")
  await refuse([makeRecord(1, { more: 1 })], "bad-shape")
  await refuse([makeRecord(1, { kind: "other" })], "bad-shape")
  await refuse([null], "bad-shape")
})

test("a record is held against the head that came with it", async () => {
  const record = makeRecord(5)
  const [claimed] = await nextHeads({ head, records: [record] })
  assert.equal(await checkRecord({ record, room, seq: 4, head, claimed }), claimed)
  await assert.rejects(checkRecord({ record, room, seq: 4, head, claimed: head }), refusal("bad-chain"))
  await assert.rejects(checkRecord({ record, room, seq: 3, head, claimed }), refusal("gap"))
  await assert.rejects(checkRecord({ record, room, seq: 5, head, claimed }), refusal("replayed"))
})
