import assert from "node:assert/strict"
import { test } from "node:test"
import { begunAt, meantBy } from "../../../static/js/lib/mention.js"

test("a name is begun by @ that stands alone, and ends at the caret", () => {
  assert.deepEqual(begunAt("hello @al", 9), { start: 6, part: "al" })
  assert.deepEqual(begunAt("@", 1), { start: 0, part: "" })
  assert.deepEqual(begunAt("(@Al is here", 4), { start: 1, part: "al" })
  for (const text of ["al", "a@al", "@@al", "@al ", "@al!"]) assert.equal(begunAt(text, text.length), null, text)
  assert.equal(begunAt(`${"x".repeat(30)}@${"a".repeat(33)}`, 64), null)
})

test("those whose name begins so come first", () => {
  assert.deepEqual(meantBy("al", ["eva.al", "bob", "alice", "alan"]), ["alan", "alice", "eva.al"])
  assert.deepEqual(meantBy("", ["b-b", "a.a"]), ["a.a", "b-b"])
})
