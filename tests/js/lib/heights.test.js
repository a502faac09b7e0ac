import assert from "node:assert/strict"
import { test } from "node:test"
import { Heights } from "../../../static/js/lib/heights.js"

const lines = (...keys) => keys.map((key) => ({ key, type: "line" }))
const message = (key, text, more = {}) => ({ key, type: "message", item: { text, files: [], reactions: [], ...more } })

const heights = (entries, sizes = []) => {
  const made = new Heights()
  made.set(entries)
  sizes.forEach((size, place) => made.measure(place, size))
  return made
}

test("entries stand one below the other, as high as they were measured", () => {
  const made = heights(lines("a", "b", "c"), [10, 20, 30])
  assert.deepEqual([0, 1, 2, 3].map((place) => made.offset(place)), [0, 10, 30, 60])
  assert.equal(made.total, 60)
  assert.equal(made.place("c"), 2)
  assert.equal(made.place("d"), -1)
})

test("an offset lies in an entry, one outside in the nearest", () => {
  const made = heights(lines("a", "b", "c"), [10, 20, 30])
  assert.deepEqual([-5, 0, 9, 10, 29, 30, 59, 60, 1000].map((offset) => made.at(offset)), [0, 0, 0, 1, 1, 2, 2, 2, 2])
  assert.equal(heights([]).at(7), 0)
})

test("what was measured is known when others come in front, and a height that changes moves what is behind it", () => {
  const made = heights(lines("b", "c"), [20, 30])
  made.set(lines("a", "b", "c"))
  made.measure(0, 10)
  assert.deepEqual([1, 2, 3].map((place) => made.offset(place)), [10, 30, 60])
  made.measure(1, 25)
  assert.deepEqual([1, 2, 3].map((place) => made.offset(place)), [10, 35, 65])
})

test("it is news when a height is another one", () => {
  const made = heights(lines("a"))
  assert.equal(made.measure(0, 10), true)
  assert.equal(made.measure(0, 10.01), false)
  assert.equal(made.measure(0, 12), true)
})

test("what was never measured is as high as others like it", () => {
  const made = heights([message("a", "short"), message("b", "long ".repeat(60))], [40, 150])
  made.set([message("c", "brief"), message("d", "wordy ".repeat(50)), message("a", "short")])
  assert.deepEqual([1, 2, 3].map((place) => made.offset(place)), [40, 190, 230])
})

test("before anything was measured, longer texts, lines and pictures are expected to be higher", () => {
  const sizes = [message("a", "short"), message("b", "long ".repeat(60)), message("c", "\n".repeat(20)), message("d", "", { files: [{}] })]
    .map((entry) => heights([entry]).total)
  assert.ok(sizes[0] > 20 && sizes[1] > 2 * sizes[0] && sizes[2] > sizes[1] && sizes[3] > sizes[0], String(sizes))
})

test("at another width nothing of it holds", () => {
  const made = heights(lines("a"), [500])
  made.forget()
  made.set(lines("a"))
  assert.ok(made.total < 500)
})

test("a text of any length has a height, at once", () => {
  assert.ok(heights([message("a", "\n".repeat(1_000_000))]).total < 2000)
})
