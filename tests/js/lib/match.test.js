import assert from "node:assert/strict"
import { test } from "node:test"
import { bestMatches, folded, matchRank } from "../../../static/js/lib/match.js"

test("case and accents make no difference", () => {
  assert.equal(folded("  Zoë "), "zoe")
  assert.equal(matchRank("ZOE", "zoë.miller"), 0)
})

test("beginnings come before beginnings of words, and these before the rest", () => {
  assert.deepEqual(
    bestMatches("an", ["Hans", "Team Anna", "anton", "Bob"], (name) => name),
    ["anton", "Team Anna", "Hans"],
  )
})

test("who types nothing sees all in their order", () => {
  assert.deepEqual(bestMatches("", ["b", "a"], (name) => name), ["b", "a"])
})

test("what is typed is text and no pattern", () => {
  assert.equal(matchRank(".*", "bob"), null)
  assert.equal(matchRank("(", "a (b)"), 1)
})
