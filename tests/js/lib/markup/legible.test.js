import assert from "node:assert/strict"
import { test } from "node:test"
import { isGesture } from "../../../../static/js/lib/markup/gesture.js"
import { legible } from "../../../../static/js/lib/markup/legible.js"
import { plain } from "../../../../static/js/lib/markup/plain.js"
import { hostile } from "../../hostile.js"

test("controls of direction end where the text does, and end nothing before it", () => {
  assert.equal(legible("a\u202eb"), "a\u202eb\u202c")
  assert.equal(legible("\u2067a\u202ab"), "\u2067a\u202ab\u202c\u2069")
  assert.equal(legible("a\u2069\u202cb"), "ab")
  assert.equal(legible("\u2067a\u202ab\u2069c"), "\u2067a\u202ab\u2069c")
  assert.equal(legible("\u202ea\nb"), "\u202ea\nb")
})

test("no letter carries more marks than any language puts on one", () => {
  assert.equal(legible(`e${"\u0301".repeat(10_000)}!`), `e${"\u0301".repeat(8)}!`)
  assert.equal(legible("שָׁלוֹם ก็ é"), "שָׁלוֹם ก็ é")
})

test("every hostile string is balanced after that", () => {
  for (const [, text] of hostile) {
    for (const line of legible(text).split("\n").slice(-1)) {
      const opened = line.match(/[\u202a\u202b\u202d\u202e\u2066-\u2068]/gu)?.length ?? 0
      const closed = line.match(/[\u202c\u2069]/gu)?.length ?? 0
      assert.ok(closed <= opened)
      if (!line.includes("\u2069")) assert.equal(closed, opened)
    }
  }
})

test("one line for lists and quotes, without marks and not long", () => {
  assert.equal(plain("> *Hello*\n- `a`\n- [b](https://c.example)"), "Hello a b (c.example)")
  for (const [, text] of hostile) {
    assert.ok(plain(text).length < 700)
    assert.doesNotMatch(plain(text), /\n/u)
  }
})

test("up to three emoji and nothing else are a gesture", () => {
  for (const text of ["👍", "❤️ ❤️", "👩‍👩‍👧‍👦🇩🇪👍🏽"]) assert.ok(isGesture(text), text)
  for (const text of ["", "1", "a👍", "👍👍👍👍", "👍".repeat(4_000)]) assert.ok(!isGesture(text), text)
})

test("no mark stands in front of those that are looked for", () => {
  for (let point = 0; point < 0x300; point++) assert.doesNotMatch(String.fromCodePoint(point), /\p{M}/u)
  assert.match("\u0300", /\p{M}/u)
})
