import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

import { startManyViews, View } from "../../../static/js/lib/view.js"

let told

class Told extends View {
  constructor(element, context) {
    super(element, context)
    told.push(`made ${element.name}`)
  }

  start() {
    told.push(`started ${this.element.name}`)
  }
}

const element = (name, isInDialog) => ({
  name, dataset: { view: "told" }, closest: (selector) => selector === "dialog" && isInDialog ? {} : null,
})

beforeEach(() => {
  told = []
  const names = Array.from({ length: 20 }, (_, number) => `hidden ${number}`)
  const elements = [element("list", false), ...names.map((name) => element(name, true)), element("composer", false)]
  globalThis.document = { querySelectorAll: () => [...elements, { dataset: { view: "unknown" } }] }
})

test("all views are made before one is started, and those that can be seen are started last", async () => {
  await startManyViews({ told: Told }, {})

  const kinds = told.map((one) => one.replace(/ \d+$/, ""))
  assert.deepEqual(new Set(kinds.slice(0, 22)), new Set(["made list", "made hidden", "made composer"]))
  assert.deepEqual(kinds.slice(22), [...Array(20).fill("started hidden"), "started list", "started composer"])
})

test("the page lives on while they are started, and sees either nothing or everything", async () => {
  const seen = []
  const look = setInterval(() => seen.push(told.filter((one) => /^started (list|composer)/.test(one)).length))
  const others = []
  setTimeout(() => others.push(told.length))
  await startManyViews({ told: Told }, {})
  clearInterval(look)

  assert.ok(others[0] < told.length, "nothing else ran meanwhile")
  assert.ok(seen.every((count) => count === 0 || count === 2))
})
