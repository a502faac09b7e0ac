import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { test } from "node:test"
import { newPhrase, readPhrase, WORDS } from "../../../static/js/lib/phrase.js"

const { vectors } = JSON.parse(await readFile(new URL("../../vectors/phrase.json", import.meta.url), "utf8"))

for (const { name, arguments: { text }, expect, value } of vectors) {
  test(name, async () => {
    const { phrase, problem } = await readPhrase(text)
    assert.deepEqual({ phrase, isRefused: Boolean(problem) }, { phrase: value, isRefused: expect === "bad-phrase" })
  })
}

test("a new one is twelve words that are read again, and another one each time", async () => {
  const [one, other] = [await newPhrase(), await newPhrase()]
  assert.equal(one.split(" ").length, WORDS)
  assert.deepEqual(await readPhrase(one), { phrase: one })
  assert.notEqual(one, other)
})

test("it comes from the browser's generator, and from nothing else", async (t) => {
  const drawn = t.mock.method(crypto, "getRandomValues", (bytes) => bytes.fill(0))
  assert.equal(await newPhrase(), `${"abandon ".repeat(11)}about`)
  assert.equal(drawn.mock.callCount(), 1)
})

test("what is wrong with it is named", async () => {
  const good = `${"abandon ".repeat(11)}about`
  assert.deepEqual(await readPhrase("abandon about"), { problem: "count", count: 2 })
  assert.deepEqual(await readPhrase(good.replace("about", "abuot")), { problem: "word", place: 12, word: "abuot" })
  assert.deepEqual(await readPhrase(good.replace("about", "abandon")), { problem: "checksum" })
})
