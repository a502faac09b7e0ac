import assert from "node:assert/strict"
import { test } from "node:test"
import { fromText, previewUrl, toText, toWaveform } from "../../../static/js/lib/small_bytes.js"

test("base64url there and back", () => {
  const bytes = Uint8Array.from({ length: 255 }, (_, place) => place)
  assert.match(toText(bytes), /^[\w-]+$/)
  assert.deepEqual(fromText(toText(bytes)), bytes)
})

test("a waveform has at most 48 bars, of which the loudest is full", () => {
  for (const length of [0, 1, 47, 1_000]) {
    const bars = fromText(toWaveform(Array.from({ length }, (_, place) => place / 10_000)))
    assert.ok(bars.length >= 1 && bars.length <= 48)
    assert.equal(Math.max(...bars), length > 11 ? 255 : 0)
  }
})

test("a preview is a picture by our own word, whatever it holds", () => {
  const svg = toText(new TextEncoder().encode("<svg onload=alert(1)>"))
  assert.match(previewUrl(svg), /^data:image\/webp;base64,/)
  assert.match(previewUrl(toText([0xff, 0xd8, 0xff])), /^data:image\/jpeg;base64,/)
})
