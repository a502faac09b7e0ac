import assert from "node:assert/strict"
import { test } from "node:test"
import { MAX_SHOWN, mediaKind, shownAs } from "../../../static/js/lib/media.js"

test("what can hold scripts is never shown", () => {
  for (const type of ["image/svg+xml", "text/html", "application/xhtml+xml", "application/pdf", "text/xml", "constructor", ""]) {
    assert.equal(mediaKind(type), null, type)
  }
})

test("pictures, films and sounds are, up to a size", () => {
  assert.deepEqual(["image/png", "video/mp4", "audio/webm"].map(mediaKind), ["image", "video", "audio"])
  assert.equal(shownAs({ type: "video/mp4", size: MAX_SHOWN }), "video")
  assert.equal(shownAs({ type: "video/mp4", size: MAX_SHOWN + 1 }), null)
})
