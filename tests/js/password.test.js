import "./setup.js"
import assert from "node:assert/strict"
import * as node from "node:crypto"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { b64u, unb64u } from "../../static/js/crypto/bytes.js"
import { loginSecret, newSalt, sealingKey } from "../../static/js/crypto/password.js"

const salt = "AAECAwQFBgcICQoLDA0ODw"

test("the login secret is PBKDF2 over label and salt", async () => {
  const whole = Buffer.concat([Buffer.from("securechat/login/1"), unb64u(salt)])
  const expected = node.pbkdf2Sync("correct horse", whole, 250_000, 32, "sha512")
  assert.equal(await loginSecret("correct horse", salt), b64u(expected))
})

test("the same password from another keyboard is the same", async () => {
  const [one, other] = ["Ångström \u{FB01}", "A\u030angstro\u0308m fi"]
  assert.notEqual(one, other)
  assert.equal(await loginSecret(one, salt), await loginSecret(other, salt))
})

test("what the server sees tells nothing of the key that seals", async () => {
  const secret = await loginSecret("correct horse", salt)
  const key = await sealingKey("correct horse", unb64u(salt), 250_000)
  assert.notEqual(secret, b64u(key))
})

test("salts are 16 fresh bytes, and others are refused", async () => {
  assert.equal(unb64u(newSalt()).length, 16)
  assert.notEqual(newSalt(), newSalt())
  for (const bad of ["", "AAAA", salt + "A", 5, null]) {
    await assert.rejects(loginSecret("x", bad), refusal("bad-shape"))
  }
})
