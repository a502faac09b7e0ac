import assert from "node:assert/strict"
import { test } from "node:test"
import { appUri, shownCode, shownKey, tidyCode } from "../../../static/js/lib/code.js"

test("a code is read however people write it", () => {
  for (const text of ["123456", " 123 456", "123-456", "١٢٣٤٥٦", "۱۲۳۴۵۶"]) assert.equal(tidyCode(text), "123456", text)
  assert.equal(tidyCode(shownCode("abcdefgh27").toUpperCase()), "abcdefgh27")
  assert.equal(tidyCode(" - "), "")
})

test("an app learns whose code it is, and of which server", () => {
  const uri = new URL(appUri("ABCDEFGH", "alice", "chat.example.org:5000"))
  assert.equal(uri.href.split("?")[0], "otpauth://totp/SecureChat%20chat.example.org%3A5000:alice")
  assert.deepEqual(Object.fromEntries(uri.searchParams), { issuer: "SecureChat chat.example.org:5000", secret: "ABCDEFGH" })
})

test("a key is shown in groups", () => {
  assert.equal(shownKey("ABCDEFGHIJ"), "ABCD EFGH IJ")
})
