// The two RSA key pairs of an account, as JWK and as CryptoKey (PROTOCOL.md §3).
import { unb64u } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, hash } from "./forms.js"
import {
  generateRsa, importPrivate, importVerifier, PUBLIC_EXPONENT, RSA_BYTES,
} from "./primitives.js"

const PRIVATE = ["d", "dp", "dq", "e", "kty", "n", "p", "q", "qi"]
const KEPT_VERIFIERS = 512

// Make the key pairs of a new account: {enc: {private, public}, sig: {private, public}} as JWK.
export async function generateKeys() {
  const [enc, sig] = await Promise.all([generateRsa("enc"), generateRsa("sig")])
  return { enc: pair(enc), sig: pair(sig) }
}

// Import private JWKs {enc, sig} as keys that can be used and stored but never taken out:
// {enc, sig, encThumbprint, sigThumbprint, sigPublic}. Throws ProtocolError `bad-key`.
export async function importKeys({ enc, sig }) {
  checkPrivate(enc)
  checkPrivate(sig)
  if (enc.n === sig.n) throw new ProtocolError("bad-key", "enc and sig are the same key")
  const [encKey, sigKey, encThumbprint, sigThumbprint] = await Promise.all([
    importPrivate(enc, "enc"), importPrivate(sig, "sig"), thumbprint(enc), thumbprint(sig),
  ])
  return { enc: encKey, sig: sigKey, encThumbprint, sigThumbprint, sigPublic: publicOf(sig) }
}

// Put the pairs that were renewed, given as private JWKs, beside the keys in use: {…keys, earlier: [keys]},
// oldest first. What was encrypted to them stays readable (PROTOCOL.md §5.5). Throws ProtocolError `bad-key`.
export async function importRow(keys, privateJwks) {
  const earlier = await Promise.all(privateJwks.map(importKeys))
  const thumbprints = [keys, ...earlier].flatMap((pair) => [pair.encThumbprint, pair.sigThumbprint])
  // Nobody goes back to keys that they gave up.
  if (new Set(thumbprints).size !== thumbprints.length) throw new ProtocolError("bad-key", "a key that was used before")
  return { ...keys, earlier }
}

// All pairs of an account, those in use first. A login of an older release has no earlier ones.
export function rowOf(keys) {
  return [keys, ...keys.earlier ?? []]
}

// Check the form of a public key. Throws ProtocolError `bad-key`.
export function checkPublic(jwk) {
  if (!hasMembers(jwk, "e", "kty", "n")) throw new ProtocolError("bad-key", "members")
  checkRsa(jwk)
}

// Check the form of a private key, and that its numbers belong together (RFC 8017 §3.2): not every
// WebCrypto does. Throws ProtocolError `bad-key`.
export function checkPrivate(jwk) {
  if (!hasMembers(jwk, ...PRIVATE)) throw new ProtocolError("bad-key", "members")
  checkRsa(jwk)
  const [d, dp, dq, e, n, p, q, qi] = ["d", "dp", "dq", "e", "n", "p", "q", "qi"]
    .map((name) => number(jwk[name]))
  if (p * q !== n || p === 1n || q === 1n
    || d % (p - 1n) !== dp || d % (q - 1n) !== dq || q * qi % p !== 1n
    || e * dp % (p - 1n) !== 1n || e * dq % (q - 1n) !== 1n) {
    throw new ProtocolError("bad-key", "numbers do not belong together")
  }
}

// Give the public half of a JWK.
export function publicOf({ e, kty, n }) {
  return { e, kty, n }
}

// Give the RFC 7638 thumbprint of an RSA key, public or private.
export function thumbprint(jwk) {
  return hash(toCanonical(publicOf(jwk)))
}

// Give {key, thumbprint} of a public key to verify signatures with; the newest ones are kept, since
// every message of a person asks for the same.
// Throws ProtocolError `bad-key`.
export function verifierOf(jwk) {
  checkPublic(jwk)
  const kept = verifiers.get(jwk.n)
  if (kept) return kept
  const made = makeVerifier(jwk)
  verifiers.set(jwk.n, made)
  if (verifiers.size > KEPT_VERIFIERS) verifiers.delete(verifiers.keys().next().value)
  return made
}

const verifiers = new Map()

async function makeVerifier(jwk) {
  const [key, kid] = await Promise.all([importVerifier(jwk), thumbprint(jwk)])
  return { key, thumbprint: kid }
}

function pair(jwk) {
  const privateJwk = Object.fromEntries(PRIVATE.map((name) => [name, jwk[name]]))
  return { private: privateJwk, public: publicOf(jwk) }
}

function checkRsa({ kty, e, n }) {
  if (kty !== "RSA" || e !== PUBLIC_EXPONENT) {
    throw new ProtocolError("bad-key", "not RSA with e = 65537")
  }
  const bytes = numberBytes(n)
  if (bytes.length !== RSA_BYTES || !(bytes[0] & 0x80) || !(bytes.at(-1) & 1)) {
    throw new ProtocolError("bad-key", "not an odd modulus of exactly 3072 bits")
  }
}

function number(text) {
  const digits = Array.from(numberBytes(text), (byte) => byte.toString(16).padStart(2, "0"))
  return BigInt(`0x${digits.join("")}`)
}

function numberBytes(text) {
  if (typeof text !== "string") throw new ProtocolError("bad-key", "a number is no string")
  let bytes
  try {
    bytes = unb64u(text)
  } catch {
    throw new ProtocolError("bad-key", "a number is not base64url")
  }
  if (bytes.length === 0 || bytes[0] === 0) throw new ProtocolError("bad-key", "leading zero")
  return bytes
}
