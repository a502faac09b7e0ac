import assert from "node:assert/strict"
import { test } from "node:test"
import { excerptOf } from "../../../static/js/lib/excerpt.js"
import { wordsOf } from "../../../static/js/lib/fold.js"

/** What is shown, with [hits] in brackets. */
const shown = (text, sought, options) =>
  excerptOf(text, wordsOf(sought), options).map(({ text: part, isHit }) => isHit ? `[${part}]` : part).join("")

test("what was looked for is marked, wherever in a word and however often", () => {
  assert.equal(shown("The train and the trainee", "rain"), "The t[rain] and the t[rain]ee")
  assert.equal(shown("The blue train", "train BLUE"), "The [blue] [train]")
  assert.equal(shown("The blue train", "\"blue train\""), "The [blue train]")
  assert.equal(shown("nothing of it", "train"), "nothing of it")
  assert.equal(shown("", "train"), "")
})

test("case and accents make no difference, and a letter keeps its accents", () => {
  assert.equal(shown("Im Café", "cafe"), "Im [Café]")
  assert.equal(shown("Im Cafe\u0301!", "CAFÉ"), "Im [Cafe\u0301]!")
  assert.equal(shown("Große Straße", "ss"), "Gro[ß]e Stra[ß]e")
  assert.equal(shown("ﬁne", "i"), "[ﬁ]ne")
  assert.equal(shown("إلى مُحَمَّدٍ غدًا", "محمد"), "إلى [مُحَمَّدٍ] غدًا")
  assert.equal(shown("한국어", "국"), "한[국]어")
})

test("an emoji is marked with all that it is put together from", () => {
  assert.equal(shown("ok 👍🏽 then", "👍"), "ok [👍🏽] then")
  assert.equal(shown("👩‍💻 writes", "💻"), "[👩‍💻] writes")
  assert.equal(shown("x 🦀 y", "🦀"), "x [🦀] y")
})

test("words that overlap, or touch, are one", () => {
  assert.equal(shown("abcde", "abc bcd"), "[abcd]e")
  assert.equal(shown("abcd", "ab cd"), "[abcd]")
  assert.equal(shown("aaaaa", "aa"), "[aaaa]a")
})

test("of a long text a piece around each word is shown, between spaces", () => {
  const filler = "and so it went on from one day to the next ".repeat(10)
  const text = `${filler}the dragon came ${filler}and took the cheese ${filler}`
  const excerpt = shown(text, "dragon")
  assert.match(excerpt, /^…\w.* the \[dragon\] came .*\w…$/u)
  assert.ok(excerpt.length < 180)
  const both = shown(text, "cheese dragon")
  assert.match(both, /^….*\[dragon\].* … .*\[cheese\].*…$/u)
  assert.ok(both.length < 190)
  assert.match(shown(text, "green"), /^and so it .*[^ ]…$/u)
})

test("of many words far apart the first three are shown", () => {
  const text = ["one", "two", "three", "four"].join(` ${"x".repeat(300)} `)
  assert.equal(shown(text, "one two three four").match(/\[\w+\]/gu).join(""), "[one][two][three]")
})

test("no cut goes through a character", () => {
  for (const one of ["🦀", "👩‍💻", "e\u0301\u0323", "\u{1F1E9}\u{1F1EA}"]) {
    const text = `${one.repeat(100)}needle${one.repeat(100)}`
    for (let length = 60; length < 80; length += 1) {
      const parts = excerptOf(text, ["needle"], { length })
      const rest = parts.map(({ text: part }) => part).join("").replaceAll("…", "").replace("needle", "")
      assert.equal(rest.replaceAll(one, ""), "", `${one} ${length}`)
    }
  }
})

test("a word without spaces around it is found in it all the same", () => {
  const excerpt = shown(`${"x".repeat(5000)}needle${"y".repeat(5000)}`, "needle")
  assert.match(excerpt, /^…x+\[needle\]y+…$/u)
  assert.ok(excerpt.length < 180)
  assert.match(shown(`${"x".repeat(5000)}${"n".repeat(190)}`, "n".repeat(190)), /^…x+\[n{190}\]$/u)
})

test("hostile texts come back as they are", () => {
  for (const text of ["<img src=x onerror=alert(1)>", "\ud800", "\u0301".repeat(40), "\u202egnp.exe", "a\u0000b", "(a+)+$"]) {
    for (const sought of ["a", "img", "\u0301", "(a+)+$", "exe"]) {
      assert.equal(excerptOf(text, wordsOf(sought)).map(({ text: part }) => part).join(""), text)
    }
  }
})
