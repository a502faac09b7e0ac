import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { appearance, chooseAppearance } from "../../../static/js/lib/appearance.js"

let kept
let told

beforeEach(() => {
  kept = new Map()
  told = 0
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  }
  globalThis.dispatchEvent = () => told++
})

test("by itself everything is as the system has it", () => {
  assert.deepEqual(appearance(), { theme: "system", density: "comfortable", motion: "system" })
})

test("what is chosen is kept and said, the rest stays", () => {
  chooseAppearance("theme", "dark")
  chooseAppearance("density", "compact")
  assert.deepEqual(appearance(), { theme: "dark", density: "compact", motion: "system" })
  assert.equal(told, 2)
})

test("whoever takes every choice back leaves nothing", () => {
  chooseAppearance("theme", "dark")
  chooseAppearance("theme", "system")
  assert.equal(kept.size, 0)
})

test("what is no choice counts as none", () => {
  for (const text of ["{", "null", "[]", JSON.stringify({ theme: "pink" })]) {
    kept.set("appearance", text)
    assert.equal(appearance().theme, "system", text)
  }
})
