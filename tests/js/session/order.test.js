import assert from "node:assert/strict"
import { test } from "node:test"
import { Order } from "../../../static/js/session/order.js"

/**
 * Records from a text: "a-" announces session a, "a0" is its message 0, "." a roster entry, "?" a message of which nothing is known, " " a
 * record that is not there.
 */
function records(text, from = 1) {
  const placed = []
  text.split(",").forEach((word, place) => {
    const seq = from + place
    if (word === " ") return
    if (word === "." || word === "?") placed.push({ seq, isUnknown: word === "?" })
    else placed.push({ seq, sid: word[0], idx: word[1] === "-" ? -1 : Number(word[1]), refused: word.endsWith("!") })
  })
  return placed
}

const marksOf = ({ marks }) => [...marks].map(([seq, { reason, count }]) => `${seq} ${reason} ${count}`)

const after = (text) => marksOf(new Order().followedBy(records(text)))

test("messages in their order are not marked", () => {
  assert.deepEqual(after(".,a-,a0,b-,a1,b0,.,a2,b1"), [])
})

test("what is missing of a session is counted, in front of the message behind it", () => {
  assert.deepEqual(after("a-,a0,a3"), ["3 index-gap 2"])
  assert.deepEqual(after("a-,a1"), ["2 index-gap 1"])
})

test("nothing is known of what came before the first record", () => {
  assert.deepEqual(after("a5,a6"), [])
})

test("a message that comes late is marked, and the gap it left was too", () => {
  assert.deepEqual(after("a-,a0,a2,a1,a3"), ["3 index-gap 1", "4 out-of-order 1"])
})

test("across records that are not kept nothing is said to be missing", () => {
  assert.deepEqual(after("a-,a0, ,a4,a5"), [])
  assert.deepEqual(after("a-,a0,a1, ,a0"), ["5 out-of-order 1"])
  assert.deepEqual(after("a-,a0, ,a4,a6"), ["5 index-gap 1"])
})

test("across one of which nothing is known nothing is said to be missing", () => {
  assert.deepEqual(after("a-,a0,?,a3,a4"), [])
  assert.deepEqual(after("a-,?,a0,a2"), ["4 index-gap 1"])
  assert.deepEqual(after("a-,a1,?,a0"), ["2 index-gap 1", "4 out-of-order 1"])
})

test("a message that could not be read counts where it fits, and nowhere else", () => {
  assert.deepEqual(after("a-,a0,a1!,a2"), [])
  assert.deepEqual(after("a-,a0,a9!,a1"), [])
  assert.deepEqual(after("a-,a0,b5!,b0"), [])
})

test("pages that come one after the other are judged like one", () => {
  const { order } = new Order().followedBy(records("a-,a0"))
  assert.deepEqual(marksOf(order.followedBy(records("a1,a2", 3))), [])
  assert.deepEqual(marksOf(order.followedBy(records("a2", 3))), ["3 index-gap 1"])
  // It never changes: the same order can be gone on with twice.
  assert.deepEqual(marksOf(order.followedBy(records("a1", 3))), [])
})

test("older pages are judged by themselves, and where they join", () => {
  const { order } = new Order().followedBy(records("a3,b0,a4", 10))
  assert.deepEqual(marksOf(order.precededBy(records("a-,a0,a1,a2", 6))), [])
  assert.deepEqual(marksOf(order.precededBy(records("a-,a0,a1", 7))), ["10 index-gap 1"])
  assert.deepEqual(marksOf(order.precededBy(records("a-,a1", 8))), ["9 index-gap 1", "10 index-gap 1"])
  assert.deepEqual(marksOf(order.precededBy(records("a4,a5", 8))), ["10 out-of-order 1"])
  // Something is missing between the two.
  assert.deepEqual(marksOf(order.precededBy(records("a-,a0,a1", 5))), [])
})

test("behind a joined page it goes on as behind one", () => {
  const { order } = new Order().followedBy(records("a2", 3))
  const { order: whole } = order.precededBy(records("a0,a1", 1))
  assert.deepEqual(marksOf(whole.followedBy(records("a3", 4))), [])
  assert.deepEqual(marksOf(whole.followedBy(records("a5", 4))), ["4 index-gap 2"])
})
