import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, bob, mallory, refusal } from "./actors.js"
import { utf8 } from "../../static/js/crypto/bytes.js"
import { numericFingerprint } from "../../static/js/crypto/safety_number.js"
import { fingerprint, safetyNumber } from "../../static/js/crypto/scheme.js"

const [one, other] = [alice.subject, bob.subject]

test("the derivation is that of Signal's published vector", async () => {
  const sides = await Promise.all([
    ["0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868", "+14152222222"],
    ["05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b", "+14153333333"],
  ].map(([key, number]) => numericFingerprint(Uint8Array.from(Buffer.from(key, "hex")), utf8(number))))
  assert.equal(sides.sort().join(""), "300354477692869396892869876765458257569162576843440918079131")
})

test("two people see the same sixty digits", async () => {
  const number = await safetyNumber({ one, other })
  assert.match(number, /^[0-9]{60}$/)
  assert.equal(await safetyNumber({ one: other, other: one }), number)
})

test("any key and any name change it", async () => {
  const numbers = await Promise.all([
    other,
    { ...other, enc: mallory.subject.enc },
    { ...other, sig: mallory.subject.sig },
    { ...other, username: "b0b" },
    { ...other, enc: other.sig, sig: other.enc },
  ].map((side) => safetyNumber({ one, other: side })))
  assert.equal(new Set(numbers).size, numbers.length)
})

test("a fingerprint is of both keys, in their order", async () => {
  const { enc, sig } = one
  const all = await Promise.all([{ enc, sig }, { enc: sig, sig: enc }, { enc, sig: other.sig }].map(fingerprint))
  assert.equal(new Set(all).size, 3)
})

test("what is no thumbprint has no digits", async () => {
  await assert.rejects(safetyNumber({ one, other: { ...other, enc: "x" } }), refusal("bad-shape"))
  await assert.rejects(safetyNumber({ one, other: undefined }), refusal("bad-shape"))
  await assert.rejects(fingerprint({ enc: one.enc, sig: undefined }), refusal("bad-shape"))
})
