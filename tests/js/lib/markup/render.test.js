import assert from "node:assert/strict"
import { test } from "node:test"
import { hostile } from "../../hostile.js"

/** As much of an element as rendering touches: any other way into a page is not there, and fails. */
class Element {
  constructor(name) {
    this.name = name
    this.children = []
  }

  append(...children) {
    this.children.push(...children)
  }

  toggleAttribute(name, isSet) {
    if (isSet) this[name] = ""
  }
}

globalThis.document = { createElement: (name) => new Element(name) }
const { render } = await import("../../../../static/js/lib/markup/render.js")

const text = (node) => typeof node === "string" ? node : node.children.map(text).join("")
const elements = (node) => typeof node === "string" ? [] : [node, ...node.children.flatMap(elements)]

test("a message without marks is its text, and nothing around it", () => {
  assert.deepEqual(render("hello\nthere"), ["hello\nthere"])
})

test("a link opens elsewhere, says where, and gives the other page nothing", () => {
  const [link] = render("[news](https://example.com/x)")
  assert.deepEqual([link.name, link.href, link.target, link.rel], ["a", "https://example.com/x", "_blank", "noopener noreferrer nofollow"])
  assert.equal(text(link), "news example.com")
})

test("one's own name stands out among the names", () => {
  const names = render("@bob and @eve", { names: new Set(["bob", "eve"]), self: "eve" }).filter((node) => node.name)
  assert.deepEqual(names.map((node) => [text(node), "data-self" in node]), [["@bob", false], ["@eve", true]])
})

test("hostile strings make elements of ours only, and lose none of their letters", () => {
  const known = new Set(["a", "bdi", "blockquote", "code", "em", "li", "ol", "p", "pre", "s", "span", "strong", "ul"])
  const hrefs = new Set()
  for (const [kind, string] of hostile) {
    const root = new Element("div")
    root.append(...render(string))
    for (const { name, href } of elements(root).slice(1)) {
      assert.ok(known.has(name), name)
      if (href) hrefs.add(new URL(href).protocol)
    }
    if (kind === "element" || kind === "active") assert.match(text(root), /hacked|evil/u)
  }
  assert.deepEqual([...hrefs].sort(), ["http:", "https:", "mailto:"])
})
