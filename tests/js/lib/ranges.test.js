import assert from "node:assert/strict"
import { test } from "node:test"
import { Heights } from "../../../static/js/lib/heights.js"
import { around, covers, joined, spaces } from "../../../static/js/lib/ranges.js"

// A hundred entries of 10 each.
const heights = new Heights()
heights.set(Array.from({ length: 100 }, (_, key) => ({ key, type: "line" })))
for (let place = 0; place < 100; place++) heights.measure(place, 10)

const view = { top: 500, bottom: 550 }

test("screens above and below the view are drawn, as far as there is anything", () => {
  assert.deepEqual(around(heights, view, 0), { from: 50, to: 56 })
  assert.deepEqual(around(heights, view, 2), { from: 40, to: 66 })
  assert.deepEqual(around(heights, { top: 0, bottom: 50 }, 2), { from: 0, to: 16 })
  assert.deepEqual(around(heights, { top: 950, bottom: 1000 }, 2), { from: 85, to: 100 })
  assert.deepEqual(around(heights, { top: 0, bottom: 5000 }, 2), { from: 0, to: 100 })
  assert.deepEqual(around(new Heights(), view, 2), { from: 0, to: 0 })
})

test("a range covers a view, or a part of it lacks", () => {
  assert.equal(covers(heights, { from: 40, to: 66 }, view, 2), true)
  assert.equal(covers(heights, { from: 41, to: 66 }, view, 2), false)
  assert.equal(covers(heights, { from: 40, to: 64 }, view, 2), false)
  assert.equal(covers(heights, { from: 0, to: 100 }, view, 1000), true)
})

test("ranges that touch are one, empty ones are none", () => {
  const ranges = [[40, 60], [3, 4], [60, 62], [50, 55], [7, 7]].map(([from, to]) => ({ from, to }))
  assert.deepEqual(joined(ranges), [{ from: 3, to: 4 }, { from: 40, to: 62 }])
  assert.deepEqual(joined([{ from: Infinity, to: -Infinity }]), [])
})

test("space stands for what is not drawn", () => {
  assert.deepEqual(spaces(heights, [{ from: 3, to: 4 }, { from: 40, to: 62 }]), [30, 360, 380])
  assert.deepEqual(spaces(heights, [{ from: 0, to: 100 }]), [0, 0])
  assert.deepEqual(spaces(heights, []), [1000])
})
