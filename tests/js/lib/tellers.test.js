import assert from "node:assert/strict"
import { test } from "node:test"
import { Teller } from "../../../static/js/lib/tellers.js"

// Locks as browsers keep them for all tabs of a page: exclusive ones wait, shared ones are held together.
const locks = () => {
  const held = []
  const waiting = []
  const grant = () => {
    for (const one of [...waiting]) {
      const others = held.filter(({ name }) => name === one.name)
      if (others.length && !(one.mode === "shared" && others.every(({ mode }) => mode === "shared"))) continue
      waiting.splice(waiting.indexOf(one), 1)
      held.push(one)
      Promise.resolve(one.work()).then(() => {
        held.splice(held.indexOf(one), 1)
        grant()
      })
    }
  }
  const request = (name, ...rest) => {
    waiting.push({ name, mode: rest.length > 1 ? rest[0].mode : "exclusive", work: rest.at(-1) })
    grant()
    return Promise.resolve()
  }
  return { request, query: async () => ({ held }) }
}

const tabs = () => {
  Object.defineProperty(globalThis, "navigator", { value: { locks: locks() }, configurable: true })
  return [new Teller(), new Teller()]
}

test("of two tabs one tells", () => {
  const [one, other] = tabs()
  assert.deepEqual([one.isFirst, other.isFirst], [true, false])
})

test("a chat is in sight as long as it is in one of the tabs", async () => {
  const [one, other] = tabs()
  other.see("garden")
  one.see("garden")
  assert.ok(await one.isSeen("garden"))
  assert.ok(!await one.isSeen("kitchen"))
  one.see("kitchen")
  assert.ok(await one.isSeen("garden"))
  other.see(null)
  await Promise.resolve()
  assert.ok(!await one.isSeen("garden"))
  assert.ok(await other.isSeen("kitchen"))
})
