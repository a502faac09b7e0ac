// What rests in this browser's storage, under a key that never leaves it. Not part of the protocol.
import { concat, fromUtf8, utf8 } from "./bytes.js"
import { decryptLocal, encryptLocal, generateLocal, randomBytes } from "./primitives.js"

// NIST SP 800-38D §8.2.2: random 96-bit ivs, for at most 2^32 texts under one key.
const IV_BYTES = 12

// Make the key of this browser, not extractable.
export function localKey() {
  return generateLocal()
}

// Seal anything that JSON can hold → bytes.
export async function localSeal(key, object) {
  const iv = randomBytes(IV_BYTES)
  return concat(iv, await encryptLocal(key, iv, utf8(JSON.stringify(object))))
}

// Open what `localSeal` made. Throws ProtocolError `bad-tag`.
export async function localOpen(key, bytes) {
  const plaintext = await decryptLocal(key, bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES))
  return JSON.parse(fromUtf8(plaintext))
}
