import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { chooseTelling, followTelling, isQuiet, telling } from "../../../static/js/lib/telling.js"

const HOUR = 3_600_000
let kept
let listeners

beforeEach(() => {
  kept = new Map()
  listeners = []
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  }
  globalThis.addEventListener = (name, listener) => listeners.push([name, listener])
  globalThis.dispatchEvent = ({ type }) => listeners.forEach(([name, listener]) => name === type && listener())
})

test("by itself nothing makes itself heard, and no text would be said", () => {
  assert.deepEqual(telling(), { notify: "off", says: "name", sound: "off", quiet: "off", until: 0 })
})

test("what is chosen is kept, and taken back leaves nothing", () => {
  chooseTelling({ notify: "on" })
  chooseTelling({ says: "all" })
  assert.deepEqual(JSON.parse(kept.get("telling")), { notify: "on", says: "all" })
  chooseTelling({ notify: "off", says: "name" })
  assert.equal(kept.size, 0)
})

test("nothing disturbs for as long as was chosen", () => {
  chooseTelling({ quiet: "hours" }, 1_000)
  assert.equal(telling(2_000).until, 1_000 + 8 * HOUR)
  assert.ok(isQuiet(8 * HOUR))
  assert.ok(!isQuiet(1_000 + 8 * HOUR))
  chooseTelling({ quiet: "always" }, 1_000)
  assert.ok(isQuiet(Number.MAX_SAFE_INTEGER))
  chooseTelling({ sound: "on" })
  assert.ok(isQuiet())
  chooseTelling({ quiet: "off" })
  assert.ok(!isQuiet())
})

test("whoever follows hears of a choice, and of the end of the quiet", (context) => {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"], now: HOUR })
  let told = 0
  followTelling(() => told++)
  assert.equal(told, 1)
  chooseTelling({ quiet: "hour" })
  context.mock.timers.tick(HOUR - 1)
  assert.deepEqual([told, isQuiet()], [2, true])
  context.mock.timers.tick(2)
  assert.deepEqual([told, isQuiet()], [3, false])
})

test("what is no choice counts as none", () => {
  for (const text of ["{", "null", "[]", JSON.stringify({ says: "everything", until: "soon" })]) {
    kept.set("telling", text)
    assert.deepEqual([telling().says, telling().until], ["name", 0], text)
  }
})
