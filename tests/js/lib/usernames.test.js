import assert from "node:assert/strict"
import { test } from "node:test"
import { isUsername, splitUsernames, tidyUsername } from "../../../static/js/lib/usernames.js"

test("what is typed is lower-cased and trimmed", () => {
  assert.equal(tidyUsername("  Alice "), "alice")
})

test("3 to 32 of a-z 0-9 . _ -", () => {
  for (const name of ["bob", "a.b", "x_y-z", "0".repeat(32)]) assert.ok(isUsername(name), name)
  for (const name of ["", "al", "0".repeat(33), "álice", "a b c", "alice\n", "Alice"]) assert.ok(!isUsername(name), name)
})

test("names stand apart by commas, semicolons and white space, each once", () => {
  assert.deepEqual(splitUsernames(" bob, Carol;@dana\nbob "), ["bob", "carol", "dana"])
  assert.deepEqual(splitUsernames(" , "), [])
})
