import assert from "node:assert/strict"
import { test } from "node:test"
import { pictureOf, shortFingerprint } from "../../../static/js/lib/identity.js"

const fingerprint = (...bytes) => Buffer.from([...bytes, ...Array(32 - bytes.length).fill(0)]).toString("base64url")

test("cells are counted by rows of three, and the two on the left are mirrored", () => {
  // Cells 0, 1, 5 and 14; of these 1 and 14 in the second colour.
  const picture = pictureOf(fingerprint(0b0010_0011, 0b0100_0000, 0b0000_0010, 0b0100_0000))
  assert.deepEqual(picture.first, [[0, 0], [4, 0], [2, 1]])
  assert.deepEqual(picture.second, [[1, 0], [3, 0], [2, 4]])
})

test("a cell that is not filled has no colour", () => {
  assert.deepEqual(pictureOf(fingerprint(0, 0, 0xff, 0xff)).second, [])
})

test("every cell can be filled, and no bit beyond the fifteenth is a cell", () => {
  const { first, second } = pictureOf(fingerprint(0xff, 0xff))
  assert.equal(new Set(first.map(String)).size, 25)
  assert.deepEqual(second, [])
})

test("hues go round", () => {
  assert.deepEqual(pictureOf(fingerprint(0, 0, 0, 0, 0x69, 0x01, 200)).hues, [1, 111])
  assert.deepEqual(pictureOf(fingerprint(0, 0, 0, 0, 0x67, 0x01, 179)).hues, [359, 268])
})

test("the picture of SHA-256(\"alice\") is this one", () => {
  assert.deepEqual(pictureOf("K9gGyX8OAK8aH8Myj6djqSaXI8jbj6xPk69x2xhtbpA"), {
    first: [[0, 0], [4, 0], [0, 1], [4, 1], [2, 1], [0, 4], [4, 4]],
    second: [[1, 0], [3, 0], [2, 3], [2, 4]],
    hues: [111, 201],
  })
})

test("the short form is the first eight characters in two groups", () => {
  assert.equal(shortFingerprint("abcdefghijk"), "abcd efgh")
})
