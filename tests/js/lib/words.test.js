import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { failureSentence, reasonSentence, sentence } from "../../../static/js/lib/words.js"

const protocol = readFileSync(new URL("../../../docs/PROTOCOL.md", import.meta.url), "utf8")
const section = (number) => protocol.split(/^## /m).find((text) => text.startsWith(`${number}. `))
const codesIn = (text) => [...text.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, code]) => code)

const nothing = sentence("a code that nobody knows")

test("every reason of the protocol has a sentence of its own and a next step", () => {
  const codes = codesIn(section(15))
  assert.ok(codes.length > 40)
  for (const code of codes) {
    const { what, next } = reasonSentence(code)
    assert.notEqual(sentence(code), nothing, code)
    assert.match(what, /^[A-Z].*\.$/, code)
    assert.match(next, /^[A-Z].*\.$/, code)
  }
})

test("so has every refusal of the server", () => {
  const refusals = [...section(13).matchAll(/\b(?:4\d\d|500) ((?:`[a-z-]+`(?:, )?)+)/g)]
    .flatMap(([, text]) => codesIn(text))
  const sends = codesIn(section(14).split("Refusals of `send`:")[1].split("Of `keys`")[0])
  // Beside a code its members are named, which are no codes.
  const codes = new Set([...refusals, ...sends].filter((code) => code.includes("-")))
  assert.ok(codes.size > 12, [...codes].join(" "))
  for (const code of codes) assert.notEqual(sentence(code), nothing, code)
})

test("what has no code is not shown raw", () => {
  assert.equal(failureSentence(new TypeError("x is undefined")), nothing)
  assert.equal(failureSentence(undefined), nothing)
})

test("PROTOCOL says what people read of a lying server, word by word", () => {
  const rows = [...section(15).matchAll(/^\| [^|]+ \| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$/gm)]
  assert.ok(rows.length > 20)
  for (const [, code, what, next] of rows) assert.deepEqual(reasonSentence(code, { name: "bob" }), { what, next }, code)
})

test("what is missing is counted, and whoever is not known by name is spoken of all the same", () => {
  assert.equal(reasonSentence("index-gap", { name: "bob", count: 3 }).what, "3 messages of bob are missing here.")
  for (const code of codesIn(section(15))) assert.doesNotMatch(sentence(code), /undefined|null|\{/, code)
  assert.match(failureSentence({ code: "key-changed", details: { username: "bob" } }), /^bob has other keys/)
  assert.match(failureSentence({ code: "unknown-user", details: { username: "bob" } }), /^bob: /)
  assert.match(reasonSentence("unknown-key", { entry: 4 }).what, /^Change 4 of the members is not right: /)
})
