import assert from "node:assert/strict"
import { test } from "node:test"
import { parse } from "../../../../static/js/lib/markup/blocks.js"
import { hostile } from "../../hostile.js"

const p = (...children) => ({ type: "paragraph", children })
const item = (value, ...blocks) => ({ value, blocks })

test("lines that are nothing else are one paragraph, with its breaks", () => {
  assert.deepEqual(parse("one\ntwo\n\nthree"), [p("one\ntwo\n\nthree")])
})

test("quotes, within quotes too, and what follows them", () => {
  assert.deepEqual(parse("> one\n>> two\nthree"), [
    { type: "quote", blocks: [p("one"), { type: "quote", blocks: [p("two")] }] }, p("three"),
  ])
  assert.deepEqual(parse(">_< or >.<"), [p(">_< or >.<")])
})

test("lists, numbered as they were written, and lists in them", () => {
  const inner = { type: "list", isOrdered: false, items: [item(null, p("b"))] }
  const outer = { type: "list", isOrdered: false, items: [item(null, p("a"), inner), item(null, p("c"))] }
  assert.deepEqual(parse("- a\n  - b\n- c"), [outer])
  assert.deepEqual(parse("3. x\n1. y"), [{ type: "list", isOrdered: true, items: [item(3, p("x")), item(1, p("y"))] }])
  for (const text of ["-1", "1.5", "9999999999. x", "-", "--- x"]) assert.deepEqual(parse(text), [p(text)], text)
})

test("code between fences is left alone; a fence that nothing closes is text", () => {
  assert.deepEqual(parse("```js\n*x*\n> y\n```\nafter"), [{ type: "code-block", text: "*x*\n> y" }, p("after")])
  assert.deepEqual(parse("```*x*```"), [{ type: "code-block", text: "*x*" }])
  assert.deepEqual(parse("```\nopen"), [p("```\nopen")])
  assert.deepEqual(parse("```\n```"), [p("```\n```")])
})

const within = ({ blocks = [], items = [], children = [] }) => [...blocks, ...items, ...children]
const depth = (node) => 1 + Math.max(0, ...within(node).map(depth))

// Of this process alone, whatever else the machine does.
const cost = (text) => Math.min(...[1, 2, 3].map(() => {
  const start = process.cpuUsage()
  parse(text, new Set(["alice"]))
  return process.cpuUsage(start).user / 1_000
}))

test("whatever is written, the tree stays low and is there at once", () => {
  for (const [kind, text] of hostile) {
    const height = depth({ blocks: parse(text, new Set(["alice"])) })
    assert.ok(height < 24, `${kind} is ${height} deep: ${text.slice(0, 40)}`)
    assert.ok(cost(text) < 100, `${kind} takes long: ${text.slice(0, 40)}`)
  }
})

test("eight times as long a text takes about eight times as long, not sixty-four", () => {
  const rows = ["*a ", "*a* ", "[a](https://", "https://a)", "` `` ", "```\n", "*.!* ", "@alice ", "- a\n  "]
  for (const row of rows) {
    const [one, eight] = [4_000, 32_000].map((times) => cost(row.repeat(times)))
    assert.ok(eight < 32 * Math.max(one, 5), `${JSON.stringify(row)}: ${one} ms and ${eight} ms`)
  }
})
