import assert from "node:assert/strict"
import { test } from "node:test"
import { durationText, sizeText } from "../../../static/js/lib/measure.js"

test("sizes are rounded to what people say", () => {
  const sizes = [0, 900, 1_000, 2_449, 99_999, 104_857_600, 3e12]
  assert.deepEqual(sizes.map(sizeText), ["0 bytes", "900 bytes", "1 kB", "2.4 kB", "100 kB", "105 MB", "3 TB"])
})

test("durations in minutes and seconds", () => {
  assert.deepEqual([0, 999, 65_000, 3_600_000].map(durationText), ["0:00", "0:01", "1:05", "60:00"])
})
