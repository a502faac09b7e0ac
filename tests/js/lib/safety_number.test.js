import assert from "node:assert/strict"
import { test } from "node:test"
import { groupsOf, parseSafetyNumber, qrText } from "../../../static/js/lib/safety_number.js"

const DIGITS = "012345678901234567890123456789012345678901234567890123456789"

test("a number has twelve groups of five", () => {
  const groups = groupsOf(DIGITS)
  assert.equal(groups.length, 12)
  assert.equal(groups[0], "01234")
  assert.equal(groups.join(""), DIGITS)
})

test("what was scanned and what was pasted is the number", () => {
  assert.equal(qrText(DIGITS), `SECURECHAT:SAFETY:1:${DIGITS}`)
  for (const text of [DIGITS, qrText(DIGITS), groupsOf(DIGITS).join(" "), ` ${groupsOf(DIGITS).join("\n")}\n`, `SECURECHAT:SAFETY:1: ${DIGITS}`]) {
    assert.equal(parseSafetyNumber(text), DIGITS, JSON.stringify(text))
  }
})

test("anything else is no safety number", () => {
  const eastern = DIGITS.replaceAll("1", "١")
  for (const text of ["", DIGITS.slice(1), `${DIGITS}0`, `${DIGITS.slice(1)}x`, eastern, `SECURECHAT:SAFETY:2:${DIGITS}`,
    `securechat:safety:1:${DIGITS}`, `https://example.org/${DIGITS}`, DIGITS.replace(/(.{5})/g, "$1-")]) {
    assert.equal(parseSafetyNumber(text), null, text)
  }
})
