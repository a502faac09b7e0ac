// JWE in the two serializations of the profile: compact, and general JSON (PROTOCOL.md §3.1).
//
// A JWE is opened in two steps too: `parseCompact` and `parseGeneral` look at size, form, encodings
// and header and use no key; `openContent` then decrypts with the content key the caller found.
import { b64u, isAscii, unb64u, utf8 } from "./bytes.js"
import { fromCanonical, toCanonical, toCanonicalText } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isHash } from "./forms.js"
import { checkSize, MAX_MEMBERS } from "./limits.js"
import {
  BLOCK_BYTES, CONTENT_KEY_BYTES, decryptBulk, decryptContent, encryptContent, IV_BYTES, randomBytes,
  RSA_BYTES, TAG_BYTES,
} from "./primitives.js"

export const ENC = "A256CBC-HS512"

// Make a fresh content key.
export function newContentKey() {
  return randomBytes(CONTENT_KEY_BYTES)
}

// Encrypt as compact JWE: {header, wrapped, contentKey, plaintext} → text.
export function makeCompact({ header, wrapped, contentKey, plaintext }) {
  const { protectedPart, iv, ciphertext, tag } = seal({ header, contentKey, plaintext })
  return [protectedPart, b64u(wrapped), b64u(iv), b64u(ciphertext), b64u(tag)].join(".")
}

// Encrypt as general JSON JWE: {header, recipients: [{kid, wrapped}], contentKey, plaintext} → text.
export function makeGeneral({ header, recipients, contentKey, plaintext }) {
  const { protectedPart, iv, ciphertext, tag } = seal({ header, contentKey, plaintext })
  return toCanonicalText({
    ciphertext: b64u(ciphertext),
    iv: b64u(iv),
    protected: protectedPart,
    recipients: recipients.map(({ kid, wrapped }) => ({
      encrypted_key: b64u(wrapped), header: { kid },
    })),
    tag: b64u(tag),
  })
}

// Take a compact JWE apart: {header, wrapped, iv, ciphertext, tag, aad}. `wrappedBytes` is the length
// that the encrypted key must have, `isHeader` tells whether a header is exactly the profile's.
// Throws ProtocolError `too-large`, `bad-shape`, `bad-base64`, `bad-json`, `bad-header`.
export function parseCompact(text, { limit, wrappedBytes, isHeader }) {
  checkSize(text, limit)
  const parts = text.split(".")
  if (!isAscii(text) || parts.length !== 5) throw new ProtocolError("bad-shape", "not a compact JWE")
  const [protectedBytes, wrapped, iv, ciphertext, tag] = parts.map(unb64u)
  if (wrapped.length !== wrappedBytes) throw new ProtocolError("bad-shape", "encrypted key")
  checkLengths(iv, ciphertext, tag)
  const header = readHeader(protectedBytes, isHeader)
  return { header, wrapped, iv, ciphertext, tag, aad: utf8(parts[0]) }
}

// Take a general JSON JWE apart: {header, recipients: [{kid, wrapped}], iv, ciphertext, tag, aad}.
// Throws ProtocolError as `parseCompact` does.
export function parseGeneral(text, { limit, isHeader }) {
  checkSize(text, limit)
  if (!text.isWellFormed()) throw new ProtocolError("bad-shape", "not UTF-8")
  const whole = fromCanonical(text)
  if (!hasMembers(whole, "ciphertext", "iv", "protected", "recipients", "tag")
    || ![whole.ciphertext, whole.iv, whole.protected, whole.tag].every(isText)) {
    throw new ProtocolError("bad-shape", "not a general JWE")
  }
  checkRecipients(whole.recipients)
  const [protectedBytes, iv, ciphertext, tag] = [
    whole.protected, whole.iv, whole.ciphertext, whole.tag,
  ].map(unb64u)
  const recipients = whole.recipients.map(({ encrypted_key: key, header }) => (
    { kid: header.kid, wrapped: unb64u(key) }
  ))
  if (recipients.some(({ wrapped }) => wrapped.length !== RSA_BYTES)) {
    throw new ProtocolError("bad-shape", "encrypted key")
  }
  checkLengths(iv, ciphertext, tag)
  const header = readHeader(protectedBytes, isHeader)
  return { header, recipients, iv, ciphertext, tag, aad: utf8(whole.protected) }
}

// Decrypt what was taken apart. Throws ProtocolError `bad-tag`.
export function openContent(jwe, contentKey) {
  return decryptContent(contentKey, jwe.iv, jwe.ciphertext, jwe.tag, jwe.aad)
}

// Decrypt one of many, by the engine that is quick at it. Throws ProtocolError `bad-tag`.
export function openBulk(jwe, contentKey) {
  return decryptBulk(contentKey, jwe.iv, jwe.ciphertext, jwe.tag, jwe.aad)
}

function seal({ header, contentKey, plaintext }) {
  const protectedPart = b64u(toCanonical(header))
  const iv = randomBytes(IV_BYTES)
  const { ciphertext, tag } = encryptContent(contentKey, iv, plaintext, utf8(protectedPart))
  return { protectedPart, iv, ciphertext, tag }
}

function readHeader(bytes, isHeader) {
  const header = fromCanonical(bytes)
  if (!isHeader(header)) throw new ProtocolError("bad-header")
  return header
}

function checkLengths(iv, ciphertext, tag) {
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES
    || ciphertext.length === 0 || ciphertext.length % BLOCK_BYTES !== 0) {
    throw new ProtocolError("bad-shape", "iv, ciphertext or tag")
  }
}

function checkRecipients(recipients) {
  if (!Array.isArray(recipients) || recipients.length < 1 || recipients.length > MAX_MEMBERS
    || !recipients.every(isRecipient)) {
    throw new ProtocolError("bad-shape", "recipients")
  }
  // Base64url sorts by its ASCII characters here; equal neighbours are refused as well.
  if (recipients.some(({ header }, i) => i > 0 && recipients[i - 1].header.kid >= header.kid)) {
    throw new ProtocolError("bad-shape", "order of recipients")
  }
}

function isRecipient(value) {
  return hasMembers(value, "encrypted_key", "header") && isText(value.encrypted_key)
    && hasMembers(value.header, "kid") && isHash(value.header.kid)
}

function isText(value) {
  return typeof value === "string"
}
