import assert from "node:assert/strict"
import { test } from "node:test"
import "../english.js"
import { duration } from "../../../static/js/lib/duration.js"

test("a span of time is said in the largest unit that it is whole in", () => {
  const said = [1, 59, 60, 300, 3_600, 5_400, 28_800, 86_400, 604_800, 2_419_200, 31_536_000].map(duration)
  assert.deepEqual(said, [
    "1 second", "59 seconds", "1 minute", "5 minutes", "1 hour", "90 minutes", "8 hours", "1 day", "1 week", "4 weeks", "365 days",
  ])
})
