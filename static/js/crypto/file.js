// Files: padded, cut into chunks, each encrypted by itself (PROTOCOL.md §20).
import { b64u, concat, letGo, unb64u, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hash, newId } from "./forms.js"
import { MAX_CHUNKS } from "./limits.js"
import {
  BLOCK_BYTES, CONTENT_KEY_BYTES, decryptBulk, encryptBulk, IV_BYTES, randomBytes, TAG_BYTES,
} from "./primitives.js"

export const CHUNK_BYTES = 1_048_576
// What is smaller is made as large as this: a note, a face and a tune look alike.
const LEAST_BYTES = 16_384

// Tell how long a file is with its padding. Throws ProtocolError `too-large`.
export function paddedSize(size) {
  let padded = LEAST_BYTES
  if (size > LEAST_BYTES) {
    // Padmé (Nikitin et al., 2019): the length keeps as many of its highest bits as say how long it
    // is in bits, and at most 12 % are added. Beyond 2^32 there are no bitwise operators.
    const exponent = bitLength(size) - 1
    const unit = 2 ** (exponent - bitLength(exponent))
    padded = Math.ceil(size / unit) * unit
  }
  if (padded > MAX_CHUNKS * CHUNK_BYTES) throw new ProtocolError("too-large")
  return padded
}

// Tell how many chunks a file has. Throws ProtocolError `too-large`.
export function chunkCount(size) {
  return Math.ceil(paddedSize(size) / CHUNK_BYTES)
}

// Tell how many bytes the chunks of a file take where they are stored. Throws ProtocolError `too-large`.
export function storedSize(size) {
  const last = chunkCount(size) - 1
  return last * (last && storedBytes(size, 0)) + storedBytes(size, last)
}

// Draw what a new file is known and opened by → {id, key, size}.
export function newFile({ size }) {
  return { id: newId(), key: b64u(randomBytes(CONTENT_KEY_BYTES)), size }
}

// Encrypt chunk `n` of a file {id, key, size}, whose part of the file is `data`, bytes or a Blob
// → {stored, tag}. Throws ProtocolError `too-large`.
export async function makeChunk({ file, n, data }) {
  const part = data instanceof Uint8Array ? data : new Uint8Array(await data.arrayBuffer())
  if (part.length !== dataBytes(file.size, n)) throw new TypeError("data of another length")
  const plaintext = padded(part, chunkBytes(file.size, n))
  const iv = randomBytes(IV_BYTES)
  const { ciphertext, tag } = await encryptBulk(unb64u(file.key), iv, plaintext, boundTo(file, n))
  const stored = concat(iv, ciphertext, tag)
  for (const ours of new Set([part, plaintext, ciphertext])) if (ours !== data) letGo(ours)
  return { stored, tag: b64u(tag) }
}

// Open chunk `n` of a file {id, key, size} → {data, tag}.
// Throws ProtocolError `too-large`, `bad-shape`, `bad-tag`, `bad-padding`.
export async function readChunk({ file, n, stored }) {
  if (stored.length !== storedBytes(file.size, n)) throw new ProtocolError("bad-shape", "length of the chunk")
  const iv = stored.subarray(0, IV_BYTES)
  const ciphertext = stored.subarray(IV_BYTES, -TAG_BYTES)
  const tag = stored.subarray(-TAG_BYTES)
  const plaintext = await decryptBulk(unb64u(file.key), iv, ciphertext, tag, boundTo(file, n))
  const size = dataBytes(file.size, n)
  if (plaintext.length !== chunkBytes(file.size, n) || plaintext.subarray(size).some((byte) => byte !== 0)) {
    throw new ProtocolError("bad-padding")
  }
  return { data: plaintext.subarray(0, size), tag: b64u(tag) }
}

// Hash the tags of all chunks in order: what a message says of the content.
export function fileHash({ tags }) {
  return hash(concat(...tags.map(unb64u)))
}

// Demand that the chunks that were read are those that the message names.
// Throws ProtocolError `too-large`, `wrong-hash`.
export async function checkFile({ file, tags }) {
  if (tags.length !== chunkCount(file.size) || await fileHash({ tags }) !== file.hash) {
    throw new ProtocolError("wrong-hash")
  }
}

function padded(part, length) {
  if (part.length === length) return part
  const whole = new Uint8Array(length)
  whole.set(part)
  return whole
}

function boundTo({ id, size }, n) {
  return utf8(`securechat/file/1 ${id} ${n} ${n === chunkCount(size) - 1 ? "end" : "more"}`)
}

function chunkBytes(size, n) {
  if (n < 0 || n >= chunkCount(size)) throw new RangeError("no chunk of the file")
  return Math.min(CHUNK_BYTES, paddedSize(size) - n * CHUNK_BYTES)
}

function storedBytes(size, n) {
  const chunk = chunkBytes(size, n)
  // PKCS #7 adds at least one byte, up to a whole block.
  return IV_BYTES + chunk + BLOCK_BYTES - chunk % BLOCK_BYTES + TAG_BYTES
}

function dataBytes(size, n) {
  return Math.max(0, Math.min(size - n * CHUNK_BYTES, CHUNK_BYTES))
}

function bitLength(count) {
  return count.toString(2).length
}
