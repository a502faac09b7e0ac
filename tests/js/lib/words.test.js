import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import "../english.js"
import { momentInText } from "../../../static/js/lib/time.js"
import { Failure } from "../../../static/js/net/failure.js"
import { failureSentence, reasonSentence, sentence, speak, t } from "../../../static/js/lib/words.js"

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

test("what was too often says when it is not any more", () => {
  const now = Date.now()
  for (const wrong of ["soon", {}, -1, 0, 86_401, 1e20, Infinity, null]) {
    assert.equal(new Failure("too-often", { retry_after: wrong }).wait, 0)
  }
  const failure = new Failure("too-often", { retry_after: 90 })
  assert.ok(failure.until >= now + 90_000 && failure.until <= Date.now() + 90_000)
  assert.ok(failure.wait <= 90_000 && failure.wait > 80_000)
  assert.ok(failureSentence(failure).endsWith(`Try again at ${momentInText(failure.until)}.`))
  assert.equal(failure.message, failureSentence(failure))
  assert.equal(new Failure("offline").wait, 0)
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

const catalogue = (language) => readFileSync(new URL(`../../../static/locales/${language}.ftl`, import.meta.url), "utf8")

test("a number has the language's form and is written as the browser's locale writes it", () => {
  assert.equal(t("chat-unread", { count: 1 }), "1 unread message")
  assert.equal(t("chat-unread", { count: 1234 }), `${(1234).toLocaleString()} unread messages`)
  speak({ catalogue: catalogue("ar"), language: "ar", direction: "rtl" })
  const said = [0, 1, 2, 3, 11, 100].map((count) => t("chat-unread", { count }).replace(/[\u2068\u2069]/g, ""))
  speak({ catalogue: catalogue("en"), language: "en", direction: "ltr" })
  assert.deepEqual(said, [
    "لا رسائل غير مقروءة", "رسالة واحدة غير مقروءة", "رسالتان غير مقروءتين",
    "3 رسائل غير مقروءة", "11 رسالة غير مقروءة", "100 رسالة غير مقروءة",
  ])
})

test("what people write cannot turn the sentence around that it stands in", () => {
  assert.equal(t("line-title", { sender: "bob", title: "Trip" }), "bob named the chat “Trip”")
  assert.equal(t("line-title", { sender: "bob", title: "رحلة" }), "bob named the chat “\u2068رحلة\u2069”")
  speak({ catalogue: catalogue("ar"), language: "ar", direction: "rtl" })
  const said = t("line-leave", { by: "bob" })
  speak({ catalogue: catalogue("en"), language: "en", direction: "ltr" })
  assert.equal(said, "غادر \u2068bob\u2069")
})

test("what the catalogue does not say is shown by its name, and a variable never as code", () => {
  assert.equal(t("nothing-of-the-kind"), "nothing-of-the-kind")
  assert.equal(t("ask-remove.missing"), "ask-remove.missing")
  assert.equal(t("line-leave", { by: "{ $by }" }), "{ $by } left")
})
