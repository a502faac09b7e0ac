import assert from "node:assert/strict"
import { test } from "node:test"
import { entriesOf, firstUnread } from "../../../static/js/lib/entries.js"

const noon = new Date(2026, 4, 1, 12).getTime()
const MINUTE = 60_000
const message = (seq, sender, time, more = {}) =>
  ({ key: `m${seq}`, type: "message", seq, sender, mine: sender === "alice", time, status: "sent", text: "", ...more })
const line = (seq, time) => ({ key: `l${seq}`, type: "line", seq, time, status: "sent" })
const shape = (entries) => entries.map(({ key, first, last }) => `${key}${first ? " first" : ""}${last ? " last" : ""}`)

test("messages of one author in one go are a run", () => {
  const items = [message(1, "bob", noon), message(2, "bob", noon + MINUTE), message(3, "alice", noon + MINUTE)]
  assert.deepEqual(shape(entriesOf(items)), ["day 2026-5-1", "m1 first", "m2 last", "m3 first last"])
})

test("a pause, a day and a line end a run", () => {
  const later = noon + 6 * MINUTE
  const tomorrow = noon + 24 * 60 * MINUTE
  const items = [
    message(1, "bob", noon), message(2, "bob", later), line(3, later), message(4, "bob", later), message(5, "bob", tomorrow),
  ]
  assert.deepEqual(shape(entriesOf(items)), [
    "day 2026-5-1", "m1 first last", "m2 first last", "l3 first last", "m4 first last", "day 2026-5-2", "m5 first last",
  ])
})

test("the time is said once for neighbours that would say the same, and always for what is not sent", () => {
  const items = [message(1, "bob", noon), message(2, "bob", noon + 1), message(3, "bob", noon + 2, { status: "failed" }), message(4, "bob", noon + 3)]
  assert.deepEqual(entriesOf(items).slice(1).map(({ quiet }) => quiet), [true, true, false, false])
})

test("the time of a message that came further than the next one is said, once that is sent", () => {
  const quiet = (next) => entriesOf([message(1, "alice", noon, { reached: "read" }), message(2, "alice", noon, next)])[1].quiet
  assert.equal(quiet({ reached: "read" }), true)
  assert.equal(quiet({ reached: "delivered" }), false)
  assert.equal(quiet({ reached: null, status: "pending" }), true)
})

test("unread messages are counted from the end, and one's own are none", () => {
  const items = [message(1, "bob", noon), message(2, "bob", noon), message(3, "alice", noon), message(4, "bob", noon)]
  assert.equal(firstUnread(items, 2), "m2")
  assert.equal(firstUnread(items, 0), null)
  assert.deepEqual(shape(entriesOf(items, "m2")).slice(1, 4), ["m1 first last", "unread", "m2 first last"])
})

test("an entry that says the same again is the same object, one that changed is not", () => {
  const items = [message(1, "bob", noon), message(2, "alice", noon, { status: "pending" })]
  const before = entriesOf(items)
  const after = entriesOf([items[0], { ...items[1], status: "sent" }])
  assert.equal(after[1], before[1])
  assert.notEqual(after[2], before[2])
  items[1].status = "sent"
  assert.notEqual(entriesOf(items)[2], before[2])
})

test("another key ends a run, and accepting one makes another entry", () => {
  const items = [message(1, "bob", noon, { signed: "one" }), message(2, "bob", noon, { signed: "two", unaccepted: true })]
  const before = entriesOf(items)
  assert.deepEqual(shape(before), ["day 2026-5-1", "m1 first last", "m2 first last"])
  items[1].unaccepted = false
  assert.notEqual(entriesOf(items)[2], before[2])
  assert.equal(entriesOf(items)[1], before[1])
})
