// Bytes and the texts that stand for them (PROTOCOL.md §1).
import { ProtocolError } from "./errors.js"

// Less than this is gone at the next collection, and handing it over would take longer than all that is done with it.
const LONG = 65536

const nowhere = new MessageChannel().port1
nowhere.close()

const encoder = new TextEncoder()
// `ignoreBOM` keeps a byte order mark, so that the canonical reader refuses it.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
const latin1 = new TextDecoder("latin1")

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const VALUES = new Int8Array(128).fill(-1)
for (let value = 0; value < 64; value++) VALUES[CODES[value]] = value

// Encode a string as UTF-8. Throws ProtocolError `bad-shape` for lone surrogates, which it cannot hold.
export function utf8(text) {
  if (!text.isWellFormed()) throw new ProtocolError("bad-shape", "lone surrogate")
  return encoder.encode(text)
}

// Decode UTF-8. Throws TypeError for bytes that are not.
export function fromUtf8(bytes) {
  return decoder.decode(bytes)
}

// Decode bytes one by one, so that what is not ASCII stays that way and is refused as such.
export function fromLatin1(bytes) {
  return latin1.decode(bytes)
}

// Tell whether a string is ASCII.
export function isAscii(text) {
  // eslint-disable-next-line no-control-regex -- all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text)
}

// Encode bytes as base64url without padding.
export function b64u(bytes) {
  const codes = new Uint8Array(Math.ceil(bytes.length * 4 / 3))
  let at = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const group = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]
    codes[at++] = CODES[group >> 18]
    codes[at++] = CODES[group >> 12 & 63]
    // Past the end a typed array drops what is written: the last group may be short.
    codes[at++] = CODES[group >> 6 & 63]
    codes[at++] = CODES[group & 63]
  }
  return decoder.decode(codes)
}

// Decode canonical base64url. Throws ProtocolError `bad-base64` for any text that `b64u` would
// not have written: other characters, padding, stray bits, an impossible length.
export function unb64u(text) {
  const bytes = new Uint8Array(Math.floor(text.length * 3 / 4))
  const rest = text.length % 4
  const whole = text.length - rest
  let at = 0
  for (let i = 0; i < whole; i += 4) {
    const group = valueAt(text, i) << 18 | valueAt(text, i + 1) << 12
      | valueAt(text, i + 2) << 6 | valueAt(text, i + 3)
    if (group < 0) throw new ProtocolError("bad-base64")
    bytes[at++] = group >> 16
    bytes[at++] = group >> 8
    bytes[at++] = group
  }
  if (rest === 0) return bytes
  const third = rest === 3 ? valueAt(text, whole + 2) << 6 : 0
  const last = valueAt(text, whole) << 18 | valueAt(text, whole + 1) << 12 | third
  if (rest === 1 || last < 0 || (last & (rest === 2 ? 0xffff : 0xff)) !== 0) throw new ProtocolError("bad-base64")
  bytes[at++] = last >> 16
  // Past the end a typed array drops what is written.
  bytes[at] = last >> 8
  return bytes
}

// The six bits of a letter, or a number below zero, which it makes of every group that it is put into.
function valueAt(text, place) {
  const code = text.charCodeAt(place)
  return code < 128 ? VALUES[code] : -1
}

// Put byte strings one behind the other.
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

// Give back the memory of long bytes that nobody reads any more: now, and not at some collection, which a
// busy machine puts off. What is handed over to a closed port is gone.
export function letGo(bytes) {
  if (bytes.length < LONG) return
  nowhere.postMessage(null, [bytes.buffer])
}

// Compare byte strings in a time that depends on their length alone.
export function equal(one, other) {
  if (one.length !== other.length) return false
  let difference = 0
  for (let i = 0; i < one.length; i++) difference |= one[i] ^ other[i]
  return difference === 0
}
