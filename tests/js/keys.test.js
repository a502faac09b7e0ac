import { jose } from "./setup.js"
import assert from "node:assert/strict"
import * as node from "node:crypto"
import { test } from "node:test"
import { alice, bob, refusal } from "./actors.js"
import { b64u, unb64u } from "../../static/js/crypto/bytes.js"
import { checkPrivate, checkPublic, generateKeys, importKeys, thumbprint } from "../../static/js/crypto/keys.js"

function pairOf(bits) {
  const { privateKey } = node.generateKeyPairSync("rsa", { modulusLength: bits })
  return privateKey.export({ format: "jwk" })
}

// An odd number of so many bits: to be a key's modulus in its form, not in its use.
function modulus(bits) {
  const bytes = crypto.getRandomValues(new Uint8Array(bits / 8))
  return b64u(bytes.with(0, bytes[0] | 0x80).with(-1, bytes.at(-1) | 1))
}

function change(text, bytes) {
  return b64u(bytes(unb64u(text)))
}

test("a new account has two different key pairs of the protocol's form", async () => {
  const made = await generateKeys()
  for (const { private: privateJwk, public: publicJwk } of [made.enc, made.sig]) {
    checkPrivate(privateJwk)
    checkPublic(publicJwk)
    assert.equal(privateJwk.n, publicJwk.n)
  }
  assert.notEqual(made.enc.public.n, made.sig.public.n)
})

test("imported keys cannot be taken out, and do one thing each", async () => {
  const keys = await importKeys(alice.privateJwks)
  assert.equal(keys.encThumbprint, alice.enc_thumbprint)
  assert.equal(keys.sigThumbprint, alice.sig_thumbprint)
  for (const [key, usages] of [[keys.enc, ["decrypt"]], [keys.sig, ["sign"]]]) {
    assert.equal(key.extractable, false)
    assert.deepEqual(key.usages, usages)
    await assert.rejects(crypto.subtle.exportKey("jwk", key))
  }
  const copy = structuredClone(keys)
  assert.equal(copy.enc.extractable, false)
})

test("a thumbprint is that of RFC 7638", async () => {
  for (const jwk of [alice.enc.public, alice.enc.private, bob.sig.public]) {
    assert.equal(await thumbprint(jwk), await jose.calculateJwkThumbprint(jwk))
  }
})

test("enc and sig are different keys", async () => {
  const { enc } = alice.privateJwks
  await assert.rejects(importKeys({ enc, sig: enc }), refusal("bad-key"))
})

test("a public key has 3072 bits and the exponent 65537", () => {
  const good = alice.enc.public
  checkPublic(good)
  checkPublic({ ...good, n: modulus(3072) })
  const broken = {
    "2048 bits": { ...good, n: modulus(2048) },
    "4096 bits": { ...good, n: modulus(4096) },
    "exponent 3": { ...good, e: "Aw" },
    "exponent 1": { ...good, e: "AQ" },
    "exponent with a leading zero": { ...good, e: "AAEAAQ" },
    "exponent a number": { ...good, e: 65537 },
    "modulus even": { ...good, n: change(good.n, (n) => n.with(-1, n.at(-1) & 0xfe)) },
    "highest bit not set": { ...good, n: change(good.n, (n) => n.with(0, n[0] & 0x7f)) },
    "leading zero": { ...good, n: change(good.n, (n) => Uint8Array.of(0, ...n)) },
    "one byte short": { ...good, n: change(good.n, (n) => n.subarray(1)) },
    "modulus empty": { ...good, n: "" },
    "modulus a number": { ...good, n: 5 },
    "modulus padded": { ...good, n: good.n + "=" },
    "modulus of plain base64": { ...good, n: "+" + good.n.slice(1) },
    "modulus missing": { e: good.e, kty: good.kty },
    "further member": { ...good, alg: "RSA-OAEP-256" },
    "another type": { ...good, kty: "EC" },
    "type in small letters": { ...good, kty: "rsa" },
    "private": alice.enc.private,
    "null": null,
    "a list": [good],
    "a string": JSON.stringify(good),
  }
  for (const [name, jwk] of Object.entries(broken)) {
    assert.throws(() => checkPublic(jwk), refusal("bad-key"), name)
  }
})

test("a private key's numbers belong together", async () => {
  const good = alice.enc.private
  checkPrivate(good)
  const off = (name) => ({ ...good, [name]: change(good[name], (bytes) => bytes.with(-1, bytes.at(-1) ^ 2)) })
  const broken = {
    ...Object.fromEntries(["d", "dp", "dq", "n", "p", "q", "qi"].map((name) => [`${name} altered`, off(name)])),
    "p and q exchanged": { ...good, p: good.q, q: good.p },
    "p is n, q is 1": { ...good, p: good.n, q: "AQ" },
    "d of another": { ...good, d: bob.enc.private.d },
    "d with a leading zero": { ...good, d: change(good.d, (d) => Uint8Array.of(0, ...d)) },
    "d empty": { ...good, d: "" },
    "d missing": Object.fromEntries(Object.entries(good).filter(([name]) => name !== "d")),
    "qi a number": { ...good, qi: 3 },
    "public": alice.enc.public,
    "further member": { ...good, ext: true },
    "2048 bits": pairOf(2048),
  }
  for (const [name, jwk] of Object.entries(broken)) {
    assert.throws(() => checkPrivate(jwk), refusal("bad-key"), name)
    await assert.rejects(importKeys({ enc: jwk, sig: alice.sig.private }), refusal("bad-key"), name)
  }
})
