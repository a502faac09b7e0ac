import assert from "node:assert/strict"
import { test } from "node:test"
import { fold, placesOf, wordsOf } from "../../../static/js/lib/fold.js"

const marked = (text, ...words) => {
  return placesOf(text, words.map(fold)).map((places) => places.map(({ start, end }) => text.slice(start, end)))
}

test("case, accents and width make no difference", () => {
  for (const [one, other] of [
    ["CAFÉ", "cafe"], ["cafe\u0301", "café"], ["Straße", "STRASSE"], ["ﬁne", "fine"], ["Ａｂｃ", "abc"], ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
    ["İstanbul", "istanbul"], ["Ёлка", "елка"], ["שָׁלוֹם", "שלום"], ["مُحَمَّد", "محمد"],
  ]) assert.equal(fold(one), fold(other), one)
})

test("what tells words apart in other scripts stays", () => {
  assert.notEqual(fold("कि"), fold("का"))
  assert.notEqual(fold("a"), fold("b"))
})

test("a text folds as its characters do, so that places can be found in it", () => {
  for (const text of ["Ṩome ﬀ Ⅷ ǆ 한국어 が \u{1F468}\u200d\u{1F469} ΣΑΣ İ e\u0301\u0323", "\ud800 lone", "\u0301".repeat(50)]) {
    assert.equal([...text].map(fold).join(""), fold(text))
  }
})

test("words are what stands between spaces, or in quotes", () => {
  assert.deepEqual(wordsOf("  Blue   train "), ["blue", "train"])
  assert.deepEqual(wordsOf("\"blue train\" Café blue train"), ["blue train", "cafe", "blue", "train"])
  assert.deepEqual(wordsOf("„blauer Zug“ \""), ["blauer zug", "\""])
  assert.deepEqual(wordsOf("a a A"), ["a"])
  for (const nothing of ["", "   ", "\u0301", "\n\t"]) assert.deepEqual(wordsOf(nothing), [], JSON.stringify(nothing))
})

test("there is an end to words", () => {
  assert.ok(wordsOf("x ".repeat(10_000)).length <= 16)
  assert.ok(wordsOf(Array.from({ length: 500 }, (_, number) => number).join(" ")).length <= 16)
  assert.ok(wordsOf("y".repeat(100_000))[0].length <= 200)
})

test("the places of words are those of the text as it is shown", () => {
  assert.deepEqual(marked("The Café by the train", "TRAIN", "cafe"), [["train"], ["Café"]])
  assert.deepEqual(marked("train, strain", "train"), [["train", "train"]])
  assert.deepEqual(marked("Straße", "ss"), [["ß"]])
  assert.deepEqual(marked("ﬁne", "i"), [["ﬁ"]])
  assert.deepEqual(marked("aaaaa", "aa"), [["aa", "aa"]])
  assert.deepEqual(marked("x \u{1F980} y", "\u{1F980}"), [["\u{1F980}"]])
  assert.deepEqual(marked("nothing", "something"), [[]])
})

test("thousands of marks on a letter take no time", () => {
  // Of the processor: a busy machine makes nobody wait here. Each mark against each would take minutes.
  const begun = process.cpuUsage()
  const text = `a${"\u0301".repeat(50_000)}b`.repeat(3)
  assert.equal(fold(text), "ababab")
  assert.equal(placesOf(text, ["ab"])[0].length, 3)
  assert.ok(process.cpuUsage(begun).user < 10_000_000)
})
