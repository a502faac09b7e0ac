// The vectors that both implementations read; tests/vectors/README.md has their format.
import assert from "node:assert/strict"
import { readdir, readFile } from "node:fs/promises"
import { test } from "node:test"
import "./stretched_once.js"
import { actors } from "./actors.js"
import { expected, makeRunner, PARTS } from "./runner.js"
import * as bytes from "../../static/js/crypto/bytes.js"
import { ProtocolError } from "../../static/js/crypto/errors.js"
import * as scheme from "../../static/js/crypto/scheme.js"

const FOLDER = new URL("../vectors/", import.meta.url)
const CRYPTO = new URL("../../static/js/crypto/", import.meta.url)

const parts = Object.fromEntries(await Promise.all(Object.entries(PARTS).map(async ([name, file]) => {
  return [name, (await import(new URL(file, CRYPTO)))[name]]
})))
const keys = Object.fromEntries(Object.entries(actors).map(([name, actor]) => [name, actor.keys]))
const run = makeRunner({ scheme, parts, bytes, keys })

// Those of phrases are for the page, which reads them: lib/phrase.test.js.
const OTHERS = ["keys.json", "phrase.json"]
const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json") && !OTHERS.includes(name))

test("there are vectors", () => {
  assert.ok(names.includes("bundle.json"))
})

test("a refusal is an error of its own kind", async () => {
  await assert.rejects(async () => parts.unb64u("="), ProtocolError)
})

for (const name of names.sort()) {
  const { vectors } = JSON.parse(await readFile(new URL(name, FOLDER), "utf8"))
  test(name, async (t) => {
    for (const vector of vectors) {
      await t.test(vector.name, async () => assert.deepEqual(await run(vector), expected(vector)))
    }
  })
}
