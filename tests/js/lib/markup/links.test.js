import assert from "node:assert/strict"
import { test } from "node:test"
import { linkAt, namedLinkAt } from "../../../../static/js/lib/markup/links.js"
import { parseInline } from "../../../../static/js/lib/markup/inline.js"
import { hostile } from "../../hostile.js"

const link = (text) => linkAt(text, 0)

test("a link ends where the sentence goes on", () => {
  const written = (text) => text.slice(0, link(text).length)
  assert.equal(written("https://a.example/x."), "https://a.example/x")
  assert.equal(written("https://a.example/Foo_(bar), and"), "https://a.example/Foo_(bar)")
  assert.equal(written("https://a.example)?!"), "https://a.example")
  assert.equal(written("https://a.example/a_b_c* x"), "https://a.example/a_b_c")
  assert.equal(written("https://a.example>x"), "https://a.example")
})

test("what is read is where it leads", () => {
  const shown = {
    "https://a.example/path": ["https://a.example/path", null],
    "HTTPS://A.example": ["HTTPS://A.example", null],
    "https://ar.example/مسار": ["https://ar.example/مسار", null],
    "https://аррӏе.com/": ["https://xn--80ak6aa92e.com/", null],
    "https://google.com@evil.example/": ["https://google.com@evil.example/", "evil.example"],
    "https:\\\\evil.example": undefined,
    "https://google.com\\@evil.example/": ["https://google.com/@evil.example/", null],
    "https:///evil.example/": ["https://evil.example/", null],
    "https://a.example/\u202egnp.exe": ["https://a.example/%E2%80%AEgnp.exe", null],
    "https://google.com\u200b.evil.example/": ["https://google.com.evil.example/", null],
    "mailto:\u202ex@a.example": ["mailto:%E2%80%AEx@a.example", null],
  }
  for (const [text, expected] of Object.entries(shown)) {
    const found = link(text)
    assert.deepEqual(found ? [found.label, found.target] : undefined, expected, text)
  }
})

test("words say something else than an address: its host stands beside them", () => {
  const { href, words, target } = namedLinkAt("[https://google.com](https://аррӏе.com/x_(1))", 0)
  assert.deepEqual([href, words, target], ["https://xn--80ak6aa92e.com/x_(1)", "https://google.com", "xn--80ak6aa92e.com"])
  assert.equal(namedLinkAt("[write](mailto:a@b.example?bcc=c@d.example)", 0).target, "a@b.example")
})

test("there are links to web and mail only", () => {
  for (const scheme of ["javascript:x", "data:text/html,x", "file:///x", "ftp://x", "//x", "/x", "vbscript:x", "blob:https://x"]) {
    assert.equal(link(scheme), null, scheme)
    assert.equal(namedLinkAt(`[x](${scheme})`, 0), null, scheme)
  }
})

const linksOf = (nodes) => nodes.flatMap((node) => [...node.type === "link" ? [node] : [], ...linksOf(node.children ?? [])])

test("no hostile string makes a link that goes elsewhere than it says", () => {
  let count = 0
  for (const [, text] of hostile) {
    for (const { href, children, target, isNamed } of linksOf(parseInline(text))) {
      count += 1
      const url = new URL(href)
      assert.ok(["http:", "https:", "mailto:"].includes(url.protocol), href)
      const said = isNamed || target !== null ? target : children.join("").toLowerCase()
      assert.ok(said.includes(url.host || "@"), `${said} leads to ${href}`)
      if (!isNamed && target === null && url.host) assert.ok(said.startsWith(`${url.protocol}//${url.host}`), said)
      assert.doesNotMatch(children.join(""), isNamed ? /^$/u : /[\u200b\u202a-\u202e\u2066-\u2069]/u)
    }
  }
  assert.ok(count > 40, "hardly any link was found at all")
})
