import assert from "node:assert/strict"
import { test } from "node:test"
import { readCode } from "../../../static/js/lib/registration_code.js"

test("a link brings its code, and nothing else is one", () => {
  const code = "abcdefghijklmnopqrstu_"
  assert.equal(readCode(`#code=${code}`), code)
  for (const hash of ["", "#", "#code=", `#${code}`, `#code=${code}a`, `#code=${code}&x=1`, "#alice.abc", "#ended"]) {
    assert.equal(readCode(hash), "", hash)
  }
})
