import "./setup.js"
import assert from "node:assert/strict"
import * as node from "node:crypto"
import { readFile } from "node:fs/promises"
import { test } from "node:test"
import { concat, unb64u, utf8 } from "../../static/js/crypto/bytes.js"
import { sealingKey } from "../../static/js/crypto/password.js"
import * as primitives from "../../static/js/crypto/primitives.js"
import { alice, bob, refusal } from "./actors.js"

const {
  decryptBulk, decryptContent, encryptBulk, encryptContent, randomBytes, unwrapKey, wrapKey,
} = primitives

// Values that the RFCs print, for the tests in a browser as well.
const rfc = JSON.parse(await readFile(new URL("rfc.json", import.meta.url), "utf8"))

const ENGINES = {
  CryptoJS: { encrypt: encryptContent, decrypt: decryptContent },
  WebCrypto: { encrypt: encryptBulk, decrypt: decryptBulk },
}

const { keys } = alice
const { keys: otherKeys } = bob

function hex(text) {
  return Uint8Array.from(Buffer.from(text, "hex"))
}

async function outcome(work) {
  try {
    return await work()
  } catch (error) {
    return error.reason ?? error
  }
}

// Encrypt blocks as they are, without padding, under a right tag: what only a holder of the key can.
function forge(key, iv, blocks, aad) {
  const cipher = node.createCipheriv("aes-256-cbc", key.subarray(32), iv).setAutoPadding(false)
  const ciphertext = new Uint8Array(Buffer.concat([cipher.update(blocks), cipher.final()]))
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(aad.length * 8))
  const mac = node.createHmac("sha512", key.subarray(0, 32))
  const tag = mac.update(concat(aad, iv, ciphertext, length)).digest().subarray(0, 32)
  return { ciphertext, tag: new Uint8Array(tag) }
}

for (const [engine, { encrypt, decrypt }] of Object.entries(ENGINES)) {
  test(`${engine} makes the bytes of RFC 7518, appendix B.3`, async () => {
    const { vectors } = JSON.parse(await readFile(new URL("../vectors/content.json", import.meta.url), "utf8"))
    const { arguments: given, value } = vectors[0]
    const { ciphertext, tag } = await encrypt(unb64u(given.key), unb64u(given.iv), unb64u(value), unb64u(given.aad))
    assert.deepEqual(ciphertext, unb64u(given.ciphertext))
    assert.deepEqual(tag, unb64u(given.tag))
    assert.deepEqual(unb64u(given.key), Uint8Array.from({ length: 64 }, (_, i) => i))
    assert.equal(Buffer.from(unb64u(given.aad)).toString(), "The second principle of Auguste Kerckhoffs")
  })

  test(`${engine} refuses whatever was altered`, async () => {
    const [key, iv, plaintext, aad] = [64, 16, 40, 20].map(randomBytes)
    const { ciphertext, tag } = await encrypt(key, iv, plaintext, aad)
    const whole = { key, iv, ciphertext, tag, aad }
    const open = (parts) => decrypt(parts.key, parts.iv, parts.ciphertext, parts.tag, parts.aad)
    assert.deepEqual(await open(whole), plaintext)
    for (const [name, bytes] of Object.entries(whole)) {
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const altered = bytes.slice()
        altered[at] ^= 1
        // The second half of the key does not authenticate: it decrypts to noise or a bad padding.
        if (name === "key" && at >= 32) continue
        assert.equal(await outcome(() => open({ ...whole, [name]: altered })), "bad-tag", `${name}[${at}]`)
      }
    }
    assert.equal(await outcome(() => open({ ...whole, tag: tag.subarray(0, 16) })), "bad-tag")
    assert.equal(await outcome(() => open({ ...whole, tag: new Uint8Array() })), "bad-tag")
    assert.equal(await outcome(() => open({ ...whole, aad: new Uint8Array() })), "bad-tag")
  })

  test(`${engine} refuses a padding that is none behind a right tag`, async () => {
    const [key, iv, aad] = [64, 16, 20].map(randomBytes)
    const endings = {
      "zero": [0],
      "more than a block": [17],
      "much more": [255],
      "unequal": [3, 2, 3],
      "whole block but one": [1, ...new Array(15).fill(16)],
    }
    for (const [name, ending] of Object.entries(endings)) {
      const blocks = new Uint8Array(32).fill(7)
      blocks.set(ending, 32 - ending.length)
      const { ciphertext, tag } = forge(key, iv, blocks, aad)
      assert.equal(await outcome(() => decrypt(key, iv, ciphertext, tag, aad)), "bad-tag", name)
    }
    const { ciphertext, tag } = forge(key, iv, new Uint8Array(16).fill(16), aad)
    assert.deepEqual(await decrypt(key, iv, ciphertext, tag, aad), new Uint8Array())
  })

  test(`${engine} takes no key of another length`, async () => {
    for (const [key, iv] of [[63, 16], [32, 16], [0, 16], [64, 12], [64, 0]]) {
      const error = await outcome(() => encrypt(randomBytes(key), randomBytes(iv), utf8("x"), utf8("y")))
      assert.ok(error instanceof TypeError, `${key} ${iv}`)
    }
  })
}

test("both engines agree, and with a third that shares no code with them", async () => {
  for (const size of [0, 1, 15, 16, 17, 31, 32, 33, 1000, 2048, 65_536]) {
    const [key, iv, aad, plaintext] = [64, 16, size % 50, size].map(randomBytes)
    const one = encryptContent(key, iv, plaintext, aad)
    assert.deepEqual(await encryptBulk(key, iv, plaintext, aad), one)
    const cipher = node.createCipheriv("aes-256-cbc", key.subarray(32), iv)
    const third = Buffer.concat([cipher.update(plaintext), cipher.final()])
    assert.deepEqual(Buffer.from(one.ciphertext), third)
    assert.deepEqual(decryptContent(key, iv, one.ciphertext, one.tag, aad), plaintext)
    assert.deepEqual(await decryptBulk(key, iv, one.ciphertext, one.tag, aad), plaintext)
  }
})

test("nothing is decrypted before its tag was checked", (t) => {
  const [key, iv, aad] = [64, 16, 20].map(randomBytes)
  const { ciphertext, tag } = encryptContent(key, iv, utf8("hello"), aad)
  const decrypt = t.mock.method(CryptoJS.AES, "decrypt")
  assert.throws(() => decryptContent(key, iv, ciphertext, tag.map((byte) => byte ^ 1), aad), refusal("bad-tag"))
  assert.equal(decrypt.mock.callCount(), 0)
  decryptContent(key, iv, ciphertext, tag, aad)
  assert.equal(decrypt.mock.callCount(), 1)
})

test("CryptoJS never gets a string for a key: it would make one with MD5", (t) => {
  const [key, iv, aad] = [64, 16, 20].map(randomBytes)
  const [encrypt, decrypt] = ["encrypt", "decrypt"].map((name) => t.mock.method(CryptoJS.AES, name))
  const { ciphertext, tag } = encryptContent(key, iv, utf8("hello"), aad)
  decryptContent(key, iv, ciphertext, tag, aad)
  for (const { mock } of [encrypt, decrypt]) {
    const [, given, { iv: givenIv }] = mock.calls[0].arguments
    assert.equal(given.sigBytes, 32)
    assert.equal(givenIv.sigBytes, 16)
  }
})

test("HMAC and PBKDF2 are the standard's", async () => {
  const [key, data, salt] = [32, 100, 16].map(randomBytes)
  for (const [name, algorithm] of [["hmacSha256", "sha256"], ["hmacSha512", "sha512"]]) {
    for (const length of [0, 1, 64, 100]) {
      const part = data.subarray(0, length)
      const expected = node.createHmac(algorithm, key).update(part).digest()
      assert.deepEqual(Buffer.from(primitives[name](key, part)), expected)
    }
  }
  const expected = node.pbkdf2Sync(data, salt, 1000, 32, "sha512")
  assert.deepEqual(Buffer.from(await primitives.pbkdf2(data, salt, 1000, 32)), expected)
})

test("RFC 3394, section 4.6: a key wrapped under a 256-bit key", async () => {
  const [kek, content, wrapped] = ["kek", "key", "wrapped"].map((name) => hex(rfc["rfc-3394-4.6"][name]))
  assert.deepEqual(await primitives.wrapUnder(kek, content), wrapped)
  assert.deepEqual(await primitives.unwrapUnder(kek, wrapped), content)
  wrapped[0] ^= 1
  assert.equal(await primitives.unwrapUnder(kek, wrapped), null)
})

test("RFC 7520, section 5.3: a content key under a password with PBES2-HS512+A256KW", async () => {
  const { password, p2s, p2c, key, wrapped: text } = rfc["rfc-7520-5.3"]
  const kek = await sealingKey(password, unb64u(p2s), p2c)
  const [content, wrapped] = [key, text].map(unb64u)
  assert.deepEqual(await primitives.unwrapUnder(kek, wrapped), content)
  assert.deepEqual(await primitives.wrapUnder(kek, content), wrapped)
})

test("300 wraps are 384 bytes and open, whatever they begin with", async () => {
  for (let i = 0; i < 300; i++) {
    const contentKey = randomBytes(64)
    const wrapped = wrapKey(alice.enc.public, contentKey)
    assert.equal(wrapped.length, 384)
    assert.deepEqual(await unwrapKey(keys.enc, wrapped), contentKey)
  }
})

test("a wrap that begins with zero bytes keeps them", async () => {
  // One in 128 to 256 does; 5 000 without one would be a wonder.
  for (let i = 0; i < 5000; i++) {
    const contentKey = randomBytes(64)
    const wrapped = wrapKey(alice.enc.public, contentKey)
    if (wrapped[0] !== 0) continue
    assert.equal(wrapped.length, 384)
    assert.deepEqual(await unwrapKey(keys.enc, wrapped), contentKey)
    return
  }
  assert.fail("no wrap began with a zero byte")
})

test("content keys of every byte value are wrapped as they are", async () => {
  for (let first = 0; first < 256; first += 64) {
    const contentKey = Uint8Array.from({ length: 64 }, (_, i) => first + i)
    assert.deepEqual(await unwrapKey(keys.enc, wrapKey(alice.enc.public, contentKey)), contentKey)
  }
})

test("wrapping is OAEP, never PKCS #1 v1.5, and never the same twice", async (t) => {
  const encrypt = t.mock.method(JSEncrypt.prototype, "encrypt")
  const contentKey = randomBytes(64)
  const wraps = [wrapKey(alice.enc.public, contentKey), wrapKey(alice.enc.public, contentKey)]
  assert.equal(encrypt.mock.callCount(), 0)
  assert.notDeepEqual(wraps[0], wraps[1])
  const key = node.createPrivateKey({ key: alice.privateJwks.enc, format: "jwk" })
  const opened = node.privateDecrypt(
    { key, padding: node.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, wraps[0],
  )
  assert.deepEqual(new Uint8Array(opened), contentKey)
})

test("a wrap opens for its key alone", async () => {
  const wrapped = wrapKey(alice.enc.public, randomBytes(64))
  await assert.rejects(unwrapKey(otherKeys.enc, wrapped), refusal("bad-unwrap"))
  wrapped[200] ^= 1
  await assert.rejects(unwrapKey(keys.enc, wrapped), refusal("bad-unwrap"))
  const short = wrapKey(alice.enc.public, randomBytes(32))
  await assert.rejects(unwrapKey(keys.enc, short), refusal("bad-unwrap"))
})

// JSEncrypt reports failure as a value; each of these must come out as an error.
const BROKEN = {
  "gives false": { setPublicKey() { this.key = { n: { bitLength: () => 3072 } } }, encryptOAEP: () => false },
  "gives null": { setPublicKey() { this.key = { n: { bitLength: () => 3072 } } }, encryptOAEP: () => null },
  "gives nothing": { setPublicKey() { this.key = { n: { bitLength: () => 3072 } } }, encryptOAEP: () => "" },
  "gives too little": {
    setPublicKey() { this.key = { n: { bitLength: () => 3072 } } }, encryptOAEP: () => btoa("x".repeat(128)),
  },
  "takes no key": { setPublicKey() {}, encryptOAEP: () => btoa("x".repeat(384)) },
  "reads no key": { setPublicKey() { this.key = { n: null } }, encryptOAEP: () => btoa("x".repeat(384)) },
  "reads another key": {
    setPublicKey() { this.key = { n: { bitLength: () => 1024 } } }, encryptOAEP: () => btoa("x".repeat(384)),
  },
}

for (const [name, methods] of Object.entries(BROKEN)) {
  test(`a JSEncrypt that ${name} wraps nothing`, (t) => {
    class Broken {}
    Object.assign(Broken.prototype, methods)
    const real = globalThis.JSEncrypt
    t.after(() => (globalThis.JSEncrypt = real))
    globalThis.JSEncrypt = Broken
    assert.throws(() => wrapKey(alice.enc.public, randomBytes(64)), /JSEncrypt/)
  })
}

test("without the libraries there is an error, no silence", (t) => {
  const { CryptoJS: aes, JSEncrypt: rsa } = globalThis
  t.after(() => Object.assign(globalThis, { CryptoJS: aes, JSEncrypt: rsa }))
  delete globalThis.CryptoJS
  delete globalThis.JSEncrypt
  assert.throws(() => primitives.hmacSha256(randomBytes(32), randomBytes(1)), /CryptoJS is not loaded/)
  assert.throws(() => wrapKey(alice.enc.public, randomBytes(64)), /JSEncrypt is not loaded/)
})
