import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { localKey, localOpen, localSeal } from "../../static/js/crypto/scheme.js"

test("what rests in the browser is sealed under a key that cannot be taken out", async () => {
  const key = await localKey()
  assert.equal(key.extractable, false)
  const object = { text: "canary \u{1F980}", fraction: 0.5, none: null, list: [1, [2]] }
  const sealed = await localSeal(key, object)
  assert.ok(!Buffer.from(sealed).includes("canary"))
  assert.deepEqual(await localOpen(key, sealed), object)
  assert.notDeepEqual(await localSeal(key, object), sealed)
})

test("altered, cut or under another key it is refused", async () => {
  const [key, other] = [await localKey(), await localKey()]
  const sealed = await localSeal(key, { text: "x" })
  await assert.rejects(localOpen(other, sealed), refusal("bad-tag"))
  for (const at of [0, 12, sealed.length - 1]) {
    await assert.rejects(localOpen(key, sealed.with(at, sealed[at] ^ 1)), refusal("bad-tag"))
  }
  for (const length of [0, 5, 12, 20]) {
    await assert.rejects(localOpen(key, sealed.subarray(0, length)), refusal("bad-tag"))
  }
})
