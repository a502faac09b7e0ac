import assert from "node:assert/strict"
import { test } from "node:test"
import { byteLength, pointLength, tidyMessage, tidyTitle } from "../../../static/js/lib/text.js"

test("a message keeps its lines and loses what the protocol refuses", () => {
  assert.equal(tidyMessage("one\r\n\ttwo\u0000\u0007\u007f \n\n"), "one\n\ttwo")
  assert.equal(tidyMessage("\ud800"), "\ufffd")
})

test("a title is one line", () => {
  assert.equal(tidyTitle("  Trip \n to\tsea\u0001 "), "Trip to sea")
})

test("lengths are those that the protocol counts", () => {
  assert.equal(byteLength("ä🙂"), 6)
  assert.equal(pointLength("ä🙂"), 2)
})
