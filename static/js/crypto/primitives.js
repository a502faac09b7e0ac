// The one adapter around CryptoJS, JSEncrypt and WebCrypto: `Uint8Array` in, `Uint8Array` out, and
// whatever a library reports as `false`, `null` or silence is thrown. Long because nothing else may
// touch the libraries: word arrays, Latin-1 strings and hexadecimal end here.
import { concat, equal, letGo, unb64u } from "./bytes.js"
import { ProtocolError } from "./errors.js"

const RSA_BITS = 3072
export const RSA_BYTES = RSA_BITS / 8
export const PUBLIC_EXPONENT = "AQAB" // 65537

// RFC 7518 §5.2.5: the first half of the key authenticates, the second encrypts.
export const CONTENT_KEY_BYTES = 64
const MAC_KEY_BYTES = 32
export const IV_BYTES = 16
export const TAG_BYTES = 32
export const BLOCK_BYTES = 16

const OAEP = { name: "RSA-OAEP", hash: "SHA-256" }
const PSS = { name: "RSA-PSS", hash: "SHA-256" }
// RFC 7518 §3.5: the salt is as long as the hash.
const PSS_SIGN = { name: "RSA-PSS", saltLength: 32 }

const { subtle } = globalThis.crypto

// ---- randomness, hashes -------------------------------------------------------------------------

// Draw bytes from the system's generator.
export function randomBytes(length) {
  return globalThis.crypto.getRandomValues(new Uint8Array(length))
}

// Hash with SHA-256.
export async function sha256(bytes) {
  return new Uint8Array(await subtle.digest("SHA-256", bytes))
}

// Hash with SHA-512.
export async function sha512(bytes) {
  return new Uint8Array(await subtle.digest("SHA-512", bytes))
}

// HMAC-SHA-256 by CryptoJS.
export function hmacSha256(key, bytes) {
  const { HmacSHA256 } = cryptoJs()
  return fromWords(HmacSHA256(toWords(bytes), toWords(key)))
}

// HMAC-SHA-512 by CryptoJS.
export function hmacSha512(key, bytes) {
  const { HmacSHA512 } = cryptoJs()
  return fromWords(HmacSHA512(toWords(bytes), toWords(key)))
}

// Stretch a password: PBKDF2-HMAC-SHA-512.
export async function pbkdf2(password, salt, rounds, length) {
  const key = await subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"])
  const settings = { name: "PBKDF2", hash: "SHA-512", salt, iterations: rounds }
  return new Uint8Array(await subtle.deriveBits(settings, key, length * 8))
}

// Derive a key from a secret that is random already: HKDF-SHA-256 (RFC 5869), without salt.
export async function hkdf(secret, info, length) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"])
  const settings = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }
  return new Uint8Array(await subtle.deriveBits(settings, key, length * 8))
}

// ---- A256CBC-HS512, by CryptoJS -----------------------------------------------------------------

// Encrypt and authenticate; returns {ciphertext, tag}.
export function encryptContent(key, iv, plaintext, aad) {
  checkContentKey(key, iv)
  const { AES } = cryptoJs()
  // Key and iv as word arrays: CryptoJS takes a string for a password and makes the key with MD5.
  const { ciphertext: words } = AES.encrypt(toWords(plaintext), aesKey(key), cbc(iv, "Pkcs7"))
  const ciphertext = fromWords(words)
  return { ciphertext, tag: contentTag(key, iv, ciphertext, aad) }
}

// Check the tag, then decrypt. Throws ProtocolError `bad-tag`.
export function decryptContent(key, iv, ciphertext, tag, aad) {
  checkContentKey(key, iv)
  if (!equal(contentTag(key, iv, ciphertext, aad), tag)) throw new ProtocolError("bad-tag")
  const { AES } = cryptoJs()
  // CryptoJS believes whatever the last byte says and checks no padding, so it is done here.
  const words = AES.decrypt({ ciphertext: toWords(ciphertext) }, aesKey(key), cbc(iv, "NoPadding"))
  return unpadBlock(fromWords(words))
}

function contentTag(key, iv, ciphertext, aad) {
  const bound = concat(aad, iv, ciphertext, bitLength(aad))
  return hmacSha512(key.subarray(0, MAC_KEY_BYTES), bound).subarray(0, TAG_BYTES)
}

function aesKey(key) {
  return toWords(key.subarray(MAC_KEY_BYTES))
}

function cbc(iv, padding) {
  const { mode, pad } = cryptoJs()
  return { iv: toWords(iv), mode: mode.CBC, padding: pad[padding] }
}

// ---- the same by WebCrypto: the same bytes, for what is long or much ----------------------------

// Encrypt and authenticate as `encryptContent` does.
export async function encryptBulk(key, iv, plaintext, aad) {
  checkContentKey(key, iv)
  const aes = await bulkKey(key, "encrypt")
  const ciphertext = new Uint8Array(await subtle.encrypt({ name: "AES-CBC", iv }, aes, plaintext))
  return { ciphertext, tag: await bulkTag(key, iv, ciphertext, aad) }
}

// Check the tag, then decrypt, as `decryptContent` does. Throws ProtocolError `bad-tag`.
export async function decryptBulk(key, iv, ciphertext, tag, aad) {
  checkContentKey(key, iv)
  if (!equal(await bulkTag(key, iv, ciphertext, aad), tag)) throw new ProtocolError("bad-tag")
  const aes = await bulkKey(key, "decrypt")
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-CBC", iv }, aes, ciphertext))
  } catch {
    throw new ProtocolError("bad-tag")
  }
}

// HMAC-SHA-512 as `hmacSha512` computes it.
export async function hmacSha512Bulk(key, bytes) {
  const settings = { name: "HMAC", hash: "SHA-512" }
  const mac = await subtle.importKey("raw", key, settings, false, ["sign"])
  return new Uint8Array(await subtle.sign("HMAC", mac, bytes))
}

async function bulkTag(key, iv, ciphertext, aad) {
  const bound = concat(aad, iv, ciphertext, bitLength(aad))
  const tag = await hmacSha512Bulk(key.subarray(0, MAC_KEY_BYTES), bound)
  letGo(bound)
  return tag.subarray(0, TAG_BYTES)
}

function bulkKey(key, usage) {
  return subtle.importKey("raw", key.subarray(MAC_KEY_BYTES), "AES-CBC", false, [usage])
}

// RFC 7518 §5.2.2.1: the length of the authenticated data in bits, as 64 bits big-endian.
function bitLength(aad) {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(aad.length) * 8n)
  return bytes
}

function checkContentKey(key, iv) {
  if (key.length !== CONTENT_KEY_BYTES) throw new TypeError("content key of another length")
  if (iv.length !== IV_BYTES) throw new TypeError("iv of another length")
}

// PKCS #7. It is behind the tag: who could alter it knows the key, so its time tells nobody anything.
function unpadBlock(padded) {
  const count = padded.at(-1)
  const start = padded.length - count
  const whole = padded.length > 0 && padded.length % BLOCK_BYTES === 0
  if (!whole || count < 1 || count > BLOCK_BYTES || padded.subarray(start).some((b) => b !== count)) {
    throw new ProtocolError("bad-tag")
  }
  return padded.slice(0, start)
}

// ---- RSA: wrapping by JSEncrypt, everything else by WebCrypto -----------------------------------

// RSAPublicKey of PKCS #1 in hexadecimal, as JSEncrypt reads it; every length is fixed, because the
// modulus has 3072 bits (a zero byte in front, its highest bit being set) and the exponent is 65537.
const DER_BEFORE_MODULUS = "3082018a0282018100"
const DER_EXPONENT = "0203010001"

// Wrap a content key for the holder of a public key: RSA-OAEP-256. The JWK was checked before.
export function wrapKey(jwk, contentKey) {
  const rsa = new (jsEncrypt())()
  rsa.setPublicKey(DER_BEFORE_MODULUS + toHex(unb64u(jwk.n)) + DER_EXPONENT)
  // Without a readable key JSEncrypt would quietly make itself one of 1024 bits.
  if (rsa.key?.n?.bitLength() !== RSA_BITS) throw new Error("JSEncrypt did not take the key")
  // Never `encrypt`, which is PKCS #1 v1.5.
  const wrapped = rsa.encryptOAEP(String.fromCharCode(...contentKey))
  if (typeof wrapped !== "string") throw new Error("JSEncrypt did not wrap")
  const bytes = Uint8Array.from(atob(wrapped), (letter) => letter.charCodeAt(0))
  if (bytes.length !== RSA_BYTES) throw new Error("JSEncrypt made a wrap of another length")
  return bytes
}

// Unwrap a content key. Throws ProtocolError `bad-unwrap`.
export async function unwrapKey(key, wrapped) {
  let bytes
  try {
    bytes = new Uint8Array(await subtle.decrypt("RSA-OAEP", key, wrapped))
  } catch {
    throw new ProtocolError("bad-unwrap")
  }
  if (bytes.length !== CONTENT_KEY_BYTES) throw new ProtocolError("bad-unwrap", "length")
  return bytes
}

// Sign with PS256.
export async function sign(key, bytes) {
  return new Uint8Array(await subtle.sign(PSS_SIGN, key, bytes))
}

// Tell whether a PS256 signature is that of a key from `importVerifier`.
export function verify(verifier, signature, bytes) {
  return subtle.verify(PSS_SIGN, verifier, signature, bytes)
}

// Make an extractable key pair for one use, `enc` or `sig`; returns its private JWK.
export async function generateRsa(use) {
  const settings = {
    ...(use === "enc" ? OAEP : PSS),
    modulusLength: RSA_BITS,
    publicExponent: unb64u(PUBLIC_EXPONENT),
  }
  const usages = use === "enc" ? ["encrypt", "decrypt"] : ["sign", "verify"]
  const { privateKey } = await subtle.generateKey(settings, true, usages)
  return subtle.exportKey("jwk", privateKey)
}

// Import a private JWK for one use, never to be taken out again. Throws ProtocolError `bad-key`.
export function importPrivate(jwk, use) {
  return importRsa(jwk, use === "enc" ? OAEP : PSS, use === "enc" ? "decrypt" : "sign")
}

// Import a public JWK to verify PS256 with. Throws ProtocolError `bad-key`.
export function importVerifier(jwk) {
  return importRsa(jwk, PSS, "verify")
}

async function importRsa(jwk, algorithm, usage) {
  try {
    return await subtle.importKey("jwk", jwk, algorithm, false, [usage])
  } catch {
    throw new ProtocolError("bad-key", "not accepted by WebCrypto")
  }
}

// ---- AES-KW, for keys under a password ----------------------------------------------------------

// WebCrypto wraps keys only, and has no AES key of 64 bytes: an HMAC key may have any length.
const CARRIER = { name: "HMAC", hash: "SHA-512" }

// Wrap a content key under a 32-byte key: A256KW.
export async function wrapUnder(key, contentKey) {
  const kek = await subtle.importKey("raw", key, "AES-KW", false, ["wrapKey"])
  const content = await subtle.importKey("raw", contentKey, CARRIER, true, ["sign"])
  return new Uint8Array(await subtle.wrapKey("raw", content, kek, "AES-KW"))
}

// Unwrap a content key from under a 32-byte key; returns null where it is not the right one.
export async function unwrapUnder(key, wrapped) {
  const kek = await subtle.importKey("raw", key, "AES-KW", false, ["unwrapKey"])
  try {
    const content = await subtle.unwrapKey("raw", wrapped, kek, "AES-KW", CARRIER, true, ["sign"])
    return new Uint8Array(await subtle.exportKey("raw", content))
  } catch {
    return null
  }
}

// ---- AES-GCM, for what rests in this browser ----------------------------------------------------

// Make a key that never leaves this browser.
export function generateLocal() {
  return subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}

// Encrypt with AES-GCM.
export async function encryptLocal(key, iv, bytes) {
  return new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes))
}

// Decrypt with AES-GCM. Throws ProtocolError `bad-tag`.
export async function decryptLocal(key, iv, bytes) {
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv }, key, bytes))
  } catch {
    throw new ProtocolError("bad-tag")
  }
}

// ---- the libraries and their own forms of bytes -------------------------------------------------

// Read at use, not at import: the worker loads the libraries as classic scripts.
function cryptoJs() {
  if (!globalThis.CryptoJS) throw new Error("CryptoJS is not loaded")
  return globalThis.CryptoJS
}

function jsEncrypt() {
  if (!globalThis.JSEncrypt) throw new Error("JSEncrypt is not loaded")
  // Where there is no `window`, JSEncrypt seeds its generator from Math.random.
  if (!globalThis.window) throw new Error("JSEncrypt is not seeded: there is no window")
  return globalThis.JSEncrypt
}

function toWords(bytes) {
  const words = new Array(Math.ceil(bytes.length / 4)).fill(0)
  for (let i = 0; i < bytes.length; i++) words[i >>> 2] |= bytes[i] << 24 - i % 4 * 8
  return cryptoJs().lib.WordArray.create(words, bytes.length)
}

function fromWords({ words, sigBytes }) {
  const bytes = new Uint8Array(sigBytes)
  for (let i = 0; i < sigBytes; i++) bytes[i] = words[i >>> 2] >>> 24 - i % 4 * 8
  return bytes
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
