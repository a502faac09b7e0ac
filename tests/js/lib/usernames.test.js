import assert from "node:assert/strict"
import { test } from "node:test"
import { hostile } from "../hostile.js"
import { isUsername, splitUsernames, tidyUsername } from "../../../static/js/lib/usernames.js"

test("what is typed is lower-cased and trimmed", () => {
  assert.equal(tidyUsername("  Alice "), "alice")
})

test("3 to 32 of a-z 0-9 . _ -", () => {
  for (const name of ["bob", "a.b", "x_y-z", "0".repeat(32)]) assert.ok(isUsername(name), name)
  for (const name of ["", "al", "0".repeat(33), "álice", "a b c", "alice\n", "Alice"]) assert.ok(!isUsername(name), name)
})

test("of 409 hostile strings those are names that have no other letters, and look like nothing else", () => {
  const names = new Set(hostile.map(([, text]) => tidyUsername(text)).filter(isUsername))
  assert.deepEqual([...names].sort(), [
    "...", ".htaccess", "1e309", "9007199254740993", "__proto__", "con.txt", "constructor", "hasownproperty",
    "infinity", "nan", "null", "photo.jpg.html", "tostring", "true", "undefined", "0x7fffffffffffffff",
  ].sort())
})

test("names stand apart by commas, semicolons and white space, each once", () => {
  assert.deepEqual(splitUsernames(" bob, Carol;@dana\nbob "), ["bob", "carol", "dana"])
  assert.deepEqual(splitUsernames(" , "), [])
})
