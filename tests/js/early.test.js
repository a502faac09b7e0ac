import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import vm from "node:vm"

const SCRIPT = readFileSync(new URL("../../static/js/early.js", import.meta.url), "utf8")

// A page in whose browser this was kept; gives what the script made of it.
const load = (kept, { refuses = false } = {}) => {
  const metas = ["light", "dark"].map((scheme) => ({ dataset: { scheme } }))
  const listeners = {}
  const page = {
    document: { documentElement: { dataset: {} }, querySelectorAll: () => metas },
    localStorage: {
      getItem() {
        if (refuses) throw new Error("SecurityError")
        return kept
      },
    },
    addEventListener: (type, listener) => listeners[type] = listener,
  }
  vm.runInNewContext(SCRIPT, page)
  return {
    seen: () => ({ ...page.document.documentElement.dataset }),
    bars: () => metas.map(({ media }) => media),
    choose(text, event = "appearance") {
      kept = text
      listeners[event]({ key: "appearance" })
    },
  }
}

const FOLLOWS = ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]

test("a page of which nothing is kept follows the system", () => {
  const page = load(null)
  assert.deepEqual(page.seen(), {})
  assert.deepEqual(page.bars(), FOLLOWS)
})

test("what was chosen is on the page before it is painted", () => {
  const page = load(JSON.stringify({ theme: "dark", density: "compact", motion: "reduced" }))
  assert.deepEqual(page.seen(), { theme: "dark", density: "compact", motion: "reduced" })
  assert.deepEqual(page.bars(), ["not all", "all"])
})

test("a choice applies at once, in this tab and in others, and can be taken back", () => {
  const page = load(null)
  page.choose(JSON.stringify({ theme: "light" }))
  assert.deepEqual(page.seen(), { theme: "light" })
  page.choose(null, "storage")
  assert.deepEqual(page.seen(), {})
  assert.deepEqual(page.bars(), FOLLOWS)
})

test("nothing but a known choice reaches the page", () => {
  for (const kept of ["", "{", "null", "7", "[]", JSON.stringify({ theme: "pink", density: ["compact", "x"], page: "chat" })]) {
    assert.deepEqual(load(kept).seen(), {}, kept)
  }
})

test("a browser that keeps nothing shows the page all the same", () => {
  assert.deepEqual(load(null, { refuses: true }).seen(), {})
})
