import "./setup.js"
import "./stretched_once.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, mallory, PASSWORD, refusal, TIME } from "./actors.js"
import { b64u, fromUtf8, unb64u, utf8 } from "../../static/js/crypto/bytes.js"
import { newSalt } from "../../static/js/crypto/password.js"
import { openKeys, resealKeys, sealKeys } from "../../static/js/crypto/sealed.js"

const how = { privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: TIME }
const text = await sealKeys(how)
const mine = {
  text,
  username: "alice",
  password: PASSWORD,
  purpose: "password",
  encThumbprint: alice.enc_thumbprint,
  sigThumbprint: alice.sig_thumbprint,
}

test("the password opens them, as keys that cannot be taken out", async () => {
  const keys = await openKeys(mine)
  assert.equal(keys.enc.extractable, false)
  assert.equal(keys.sig.extractable, false)
  assert.equal(keys.encThumbprint, alice.enc_thumbprint)
})

test("no private number stands in the text", () => {
  const plain = text.split(".").map((part) => Buffer.from(unb64u(part)).toString("latin1")).join() + text
  for (const number of ["d", "p", "q"]) assert.ok(!plain.includes(alice.enc.private[number]))
  assert.ok(!plain.includes(PASSWORD))
})

test("another password does not, nor one in capitals", async () => {
  for (const password of ["", "x", PASSWORD.toUpperCase(), PASSWORD + " "]) {
    await assert.rejects(openKeys({ ...mine, password }), refusal("bad-password"))
  }
})

test("keys of another account, purpose or bundle are refused after opening", async () => {
  await assert.rejects(openKeys({ ...mine, username: "mallory" }), refusal("wrong-owner"))
  await assert.rejects(openKeys({ ...mine, purpose: "recovery" }), refusal("wrong-purpose"))
  await assert.rejects(openKeys({ ...mine, encThumbprint: mallory.enc_thumbprint }), refusal("wrong-thumbprint"))
  await assert.rejects(openKeys({ ...mine, sigThumbprint: mallory.sig_thumbprint }), refusal("wrong-thumbprint"))
})

test("the salt of the login is sealed with them, so that the server cannot choose another", async () => {
  const [login, other] = [newSalt(), newSalt()]
  const bound = await sealKeys({ ...how, login })
  await assert.rejects(openKeys({ ...mine, text: bound, login: other }), refusal("wrong-salt"))
  for (const opened of [{ text: bound, login }, { text: bound }, { login }]) {
    assert.equal((await openKeys({ ...mine, ...opened })).sigThumbprint, alice.sig_thumbprint)
  }
})

test("sealed again, another password opens the same keys and the old one does not", async () => {
  const wish = { newPassword: "another one entirely", newPurpose: "password", newLogin: newSalt(), time: TIME + 1 }
  const again = await resealKeys({ ...mine, ...wish })
  const keys = await openKeys({ ...mine, text: again, password: wish.newPassword, login: wish.newLogin })
  assert.equal(keys.sigThumbprint, alice.sig_thumbprint)
  await assert.rejects(openKeys({ ...mine, text: again }), refusal("bad-password"))
  for (const part of text.split(".")) assert.ok(!again.includes(part) || part === "")
})

test("nothing is sealed again that would not be used", async () => {
  const wish = { newPassword: "another one entirely", newPurpose: "password", newLogin: newSalt(), time: TIME + 1 }
  const planted = await sealKeys({ ...how, privateJwks: mallory.privateJwks })
  await assert.rejects(resealKeys({ ...mine, ...wish, text: planted }), refusal("wrong-thumbprint"))
  await assert.rejects(resealKeys({ ...mine, ...wish, password: "wrong" }), refusal("bad-password"))
  await assert.rejects(resealKeys({ ...mine, ...wish, username: "mallory" }), refusal("wrong-owner"))
})

test("Mallory's keys sealed in Alice's name are found out", async () => {
  const planted = await sealKeys({ ...how, privateJwks: mallory.privateJwks })
  await assert.rejects(openKeys({ ...mine, text: planted }), refusal("wrong-thumbprint"))
})

test("rounds outside the range are refused before anything is stretched", async (t) => {
  const derive = t.mock.method(crypto.subtle, "deriveBits")
  const [header, ...rest] = text.split(".")
  const at = (rounds) => {
    const changed = fromUtf8(unb64u(header)).replace('"p2c":250000', `"p2c":${rounds}`)
    return [b64u(utf8(changed)), ...rest].join(".")
  }
  for (const rounds of [-1, 0, 1, 209_999, 1_000_001, 9_007_199_254_740_991]) {
    await assert.rejects(openKeys({ ...mine, text: at(rounds) }), refusal("bad-rounds"), String(rounds))
  }
  assert.equal(derive.mock.callCount(), 0)
  await assert.rejects(openKeys({ ...mine, text: at(210_000) }), refusal("bad-password"))
  assert.equal(derive.mock.callCount(), 1)
})
