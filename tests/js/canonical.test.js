import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { fromCanonical, toCanonical, toCanonicalText } from "../../static/js/crypto/canonical.js"

test("members are sorted, whatever order they came in", () => {
  assert.equal(toCanonicalText({ b: 1, a: { 10: 0, 9: 0 }, _: [], B: null }), '{"B":null,"_":[],"a":{"10":0,"9":0},"b":1}')
})

test("what was written is read again", () => {
  const value = { "text": "\u0000\u001f\u007f\u2028\"\\/é\u{1F980}\b\f\n\r\t", "deep": [[[{ a: -1 }]]], "a.b-c_d": true }
  assert.deepEqual(fromCanonical(toCanonical(value)), value)
})

test("what canonical JSON cannot hold is refused, not repaired", () => {
  const cyclic = []
  cyclic.push(cyclic)
  for (const value of [
    undefined, () => 1, 1n, Symbol("x"), NaN, Infinity, 0.5, -0, 2 ** 53, "\ud800", [undefined], { a: undefined },
    { "": 1 }, { "a b": 1 }, { é: 1 }, cyclic,
  ]) {
    assert.throws(() => toCanonicalText(value), refusal("bad-json"))
  }
})

test("the name of the prototype is a name like any other", () => {
  const value = fromCanonical('{"__proto__":{"polluted":true}}')
  assert.ok(Object.hasOwn(value, "__proto__"))
  assert.equal(value.polluted, undefined)
  assert.equal({}.polluted, undefined)
})

test("nesting is limited before it can hurt", () => {
  assert.throws(() => fromCanonical("[".repeat(50_000) + "]".repeat(50_000)), refusal("bad-json"))
})
