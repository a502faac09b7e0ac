import assert from "node:assert/strict"
import { test } from "node:test"
import { newPasswordErrors } from "../../../static/js/lib/new_password.js"
import "../english.js"

const FINE = ["", ""]

test("any characters make a password, in any mix", () => {
  for (const password of ["aaaaaaaaaaaa", "111111111111", "            ", "пароль пароль", "🐢🐇🐢🐇🐢🐇🐢🐇🐢🐇🐢🐇", "<script>\0\"'`"]) {
    assert.deepEqual(newPasswordErrors(password, password), FINE, password)
  }
})

test("a long one is as good", () => {
  for (const length of [64, 128, 10_000]) {
    const password = "x".repeat(length)
    assert.deepEqual(newPasswordErrors(password, password), FINE)
  }
})

test("characters are counted, however many bytes they take", () => {
  const [short] = newPasswordErrors("🐢".repeat(11), "🐢".repeat(11))
  assert.notEqual(short, "")
})
