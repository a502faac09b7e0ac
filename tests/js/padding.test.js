import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { pad, unpad } from "../../static/js/crypto/padding.js"

test("any text comes back, also one that looks like padding", () => {
  for (const size of [0, 1, 500, 2047, 2048, 4095, 65_535]) {
    for (const fill of [0x00, 0x80, 0xff]) {
      const bytes = new Uint8Array(size).fill(fill)
      assert.deepEqual(unpad(pad(bytes)), bytes)
    }
  }
})

test("lengths say no more than the bucket", () => {
  assert.equal(pad(new Uint8Array(1)).length, pad(new Uint8Array(2047)).length)
  assert.throws(() => pad(new Uint8Array(65_536)), refusal("too-large"))
})
