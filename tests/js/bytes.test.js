import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { b64u, concat, equal, fromLatin1, fromUtf8, isAscii, unb64u, utf8 } from "../../static/js/crypto/bytes.js"

test("base64url is canonical: of all texts for the same bytes one is read", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  let read = 0
  for (const last of alphabet) {
    try {
      assert.equal(b64u(unb64u("A" + last)), "A" + last)
      read++
    } catch (error) {
      assert.equal(error.reason, "bad-base64")
    }
  }
  assert.equal(read, 4)
  for (const text of ["A", "AAAAA", "AA==", "AA=", "A+", "A/", "A A", "AA\n", "ÄÄ", "\u{1F980}", "AA.A"]) {
    assert.throws(() => unb64u(text), refusal("bad-base64"), text)
  }
})

test("UTF-8 has no lone surrogates, going in or out", () => {
  assert.throws(() => utf8("\ud800"), refusal("bad-shape"))
  assert.throws(() => fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)))
  assert.throws(() => fromUtf8(Uint8Array.of(0xff)))
  assert.equal(fromUtf8(utf8("\ufeffa")), "\ufeffa")
})

test("bytes that are not ASCII stay recognisable", () => {
  for (let byte = 0; byte < 256; byte++) assert.equal(isAscii(fromLatin1(Uint8Array.of(byte))), byte < 128)
})

test("bytes are put together and compared", () => {
  const [one, other] = [Uint8Array.of(1, 2), Uint8Array.of(3)]
  assert.deepEqual(concat(one, new Uint8Array(), other), Uint8Array.of(1, 2, 3))
  assert.ok(equal(concat(one, other), Uint8Array.of(1, 2, 3)))
  assert.ok(!equal(one, other))
  assert.ok(!equal(one, Uint8Array.of(1, 3)))
  assert.ok(equal(new Uint8Array(), new Uint8Array()))
})
