import assert from "node:assert/strict"
import { test } from "node:test"
import { rangeOf } from "../../../static/js/lib/day_range.js"

const ALL = { since: -Infinity, until: Infinity }
const at = (...parts) => new Date(...parts).getTime()

test("a choice goes back to a midnight, today included", () => {
  const now = new Date(2024, 2, 3, 15, 30)
  assert.deepEqual(rangeOf("today", {}, now), { since: at(2024, 2, 3), until: Infinity })
  assert.deepEqual(rangeOf("week", {}, now), { since: at(2024, 1, 26), until: Infinity })
  assert.deepEqual(rangeOf("month", {}, now), { since: at(2024, 1, 3), until: Infinity })
  assert.deepEqual(rangeOf("", {}, now), ALL)
})

test("both days that were chosen belong to it, and either may be left open", () => {
  assert.deepEqual(rangeOf("dates", { first: "2024-05-03", last: "2024-05-03" }), { since: at(2024, 4, 3), until: at(2024, 4, 4) })
  assert.deepEqual(rangeOf("dates", { first: "2024-12-31" }), { since: at(2024, 11, 31), until: Infinity })
  assert.deepEqual(rangeOf("dates", { last: "2024-12-31" }), { since: -Infinity, until: at(2025, 0, 1) })
  assert.deepEqual(rangeOf("dates"), ALL)
})

test("a year that is still being typed is that year, and what is no day is none", () => {
  assert.equal(new Date(rangeOf("dates", { first: "0024-05-03" }).since).getFullYear(), 24)
  for (const first of ["tomorrow", "2024-05", "x".repeat(1000)]) assert.deepEqual(rangeOf("dates", { first }), ALL)
})
