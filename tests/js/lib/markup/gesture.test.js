import assert from "node:assert/strict"
import { test } from "node:test"

import { isGesture } from "../../../../static/js/lib/markup/gesture.js"

test("up to three emoji and nothing else are a gesture", () => {
  for (const text of ["👍", "👍 👍👍", "👨‍👩‍👧‍👦", "🇮🇸", "1️⃣", "©️", " ❤️ "]) assert.ok(isGesture(text), text)
})

test("anything else is none", () => {
  for (const text of ["", "yes", "1", "©", "é", "👍 yes", "👍👍👍👍", "سلام", "👍".repeat(60)]) assert.ok(!isGesture(text), text)
})
