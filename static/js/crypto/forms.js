// The forms of the small values: counts, ids, hashes, usernames (PROTOCOL.md §1).
import { b64u, unb64u } from "./bytes.js"
import { randomBytes, sha256 } from "./primitives.js"

export const ID_BYTES = 16
export const HASH_BYTES = 32
const KIND = /^[a-z-]{1,32}$/
const USERNAME = /^[a-z0-9._-]{3,32}$/

// Tell whether a value is an id: 16 bytes as base64url.
export function isId(value) {
  return standsForBytes(value, ID_BYTES)
}

// Tell whether a value is a hash or thumbprint: 32 bytes as base64url.
export function isHash(value) {
  return standsForBytes(value, HASH_BYTES)
}

// Tell whether a value is a username as the protocol writes it.
export function isUsername(value) {
  return typeof value === "string" && USERNAME.test(value)
}

// Tell whether a value is the name of a kind of message or signal.
export function isKind(value) {
  return typeof value === "string" && KIND.test(value)
}

// Tell whether a value is a checkpoint of the key log (PROTOCOL.md §17).
export function isCheckpoint(value) {
  return hasMembers(value, "root", "size") && isHash(value.root) && isCount(value.size)
}

// Tell whether a value is an integer from 0 up that JSON keeps exactly: a time, `seq`, `n`.
export function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0
}

// Tell whether a value is an object of JSON, neither array nor null.
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

// Tell whether a value is an object with exactly these members.
export function hasMembers(value, ...names) {
  return isObject(value) && Object.keys(value).length === names.length
    && names.every((name) => Object.hasOwn(value, name))
}

// Tell whether a value is an object with these members, each of its form: {name: value => boolean}.
export function isFormed(value, required, optional = {}) {
  if (!isObject(value) || !Object.keys(required).every((name) => Object.hasOwn(value, name))) return false
  const forms = { ...optional, ...required }
  return Object.entries(value).every(([name, member]) => Object.hasOwn(forms, name) && forms[name](member))
}

// Make a fresh random id.
export function newId() {
  return b64u(randomBytes(ID_BYTES))
}

// Hash bytes with SHA-256 and encode the result.
export async function hash(bytes) {
  return b64u(await sha256(bytes))
}

function standsForBytes(value, size) {
  // Four characters stand for three bytes.
  if (typeof value !== "string" || value.length !== Math.ceil(size * 4 / 3)) return false
  try {
    return unb64u(value).length === size
  } catch {
    return false
  }
}
