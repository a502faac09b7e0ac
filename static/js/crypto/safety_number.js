// What people compare to be sure of each other's keys (PROTOCOL.md §16).
import { concat, unb64u, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hash, hasMembers, isHash, isUsername } from "./forms.js"
import { sha512 } from "./primitives.js"

const VERSION = Uint8Array.of(0, 0)
const ROUNDS = 5_200
const GROUPS = 6
const GROUP_BYTES = 5
const GROUP_DIGITS = 5
const FINGERPRINT = utf8("securechat/fingerprint/1 ")

// Compute the 60 digits of two people: {one: {username, enc, sig}, other} → text, `enc` and `sig`
// being thumbprints. Throws ProtocolError `bad-shape`.
export async function safetyNumber({ one, other }) {
  const sides = [one, other].map((side) => {
    if (!hasMembers(side, "enc", "sig", "username") || !isUsername(side.username)) {
      throw new ProtocolError("bad-shape", "side of a safety number")
    }
    return [keyOf(side), utf8(side.username)]
  })
  const texts = await Promise.all(sides.map(([key, identifier]) => numericFingerprint(key, identifier)))
  return texts.sort().join("")
}

// Compute the fingerprint of a pair of keys, given by their thumbprints: {enc, sig} → hash.
// Throws ProtocolError `bad-shape`.
export async function fingerprint({ enc, sig }) {
  return hash(concat(FINGERPRINT, keyOf({ enc, sig })))
}

// Derive one side's 30 digits, as Signal does from identity key and identifier, both as bytes.
export async function numericFingerprint(key, identifier) {
  // The rounds make it dear to search for a key whose digits look like another's.
  let digest = concat(VERSION, key, identifier)
  for (let round = 0; round < ROUNDS; round++) digest = await sha512(concat(digest, key))
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = digest.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES)
    // 40 bits, which a number holds exactly and the operators for bits do not.
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    return String(number % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, "0")
  }).join("")
}

function keyOf({ enc, sig }) {
  if (!isHash(enc) || !isHash(sig)) throw new ProtocolError("bad-shape", "thumbprint")
  return concat(unb64u(enc), unb64u(sig))
}
