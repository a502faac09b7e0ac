import assert from "node:assert/strict"
import { test } from "node:test"
import { hostile } from "../hostile.js"
import { endingOf, honestName, tidyName, tidyType } from "../../../static/js/lib/file_name.js"

test("a name is no path, and says nothing that cannot be said", () => {
  assert.equal(tidyName("plan.pdf"), "plan.pdf")
  assert.equal(tidyName("../../etc/passwd"), ".._.._etc_passwd")
  assert.equal(tidyName("C:\\x\n\u007f"), "C:_x__")
  assert.equal(tidyName(""), "_")
  assert.equal(tidyName("a\ud800b"), "a\ufffdb")
})

test("a name ends as it looks, whoever gave it", () => {
  for (const name of [honestName, tidyName]) {
    assert.equal(name("invoice\u202efdp.exe"), "invoicefdp.exe")
    assert.equal(name("\u2066a\u2069\u200f.txt"), "a.txt")
    assert.equal(name("\u202e"), "_")
    assert.equal(name("\u0627\u0644\u062e\u0637\u0629.pdf"), "\u0627\u0644\u062e\u0637\u0629.pdf")
    for (const [, text] of hostile) {
      assert.doesNotMatch(name(text), /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{M}{9}|^$/u)
    }
  }
})

test("a long name keeps its ending", () => {
  const tidy = tidyName(`${"ü".repeat(300)}.jpeg`)
  assert.ok(new TextEncoder().encode(tidy).length <= 255)
  assert.match(tidy, /^ü+\.jpeg$/)
})

test("a type has no parameters, and is one", () => {
  assert.equal(tidyType("Text/Plain; charset=utf-8"), "text/plain")
  for (const type of ["", "x", "a/b/c", "text/ü", "<script>"]) assert.equal(tidyType(type), "application/octet-stream", type)
})

test("the ending of a name", () => {
  assert.deepEqual(["a.tar.gz", "none", ".hidden", "x."].map(endingOf), [".gz", "", "", ""])
})
