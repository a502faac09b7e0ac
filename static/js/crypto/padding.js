// Padding to buckets, so that lengths say little (PROTOCOL.md §9; ISO/IEC 7816-4).
import { ProtocolError } from "./errors.js"

export const BUCKETS = [2_048, 4_096, 8_192, 16_384, 32_768, 65_536]
const MARK = 0x80

// Pad to the smallest bucket that fits. Throws ProtocolError `too-large`.
export function pad(bytes) {
  const bucket = BUCKETS.find((size) => bytes.length < size)
  if (!bucket) throw new ProtocolError("too-large", "does not fit the largest bucket")
  const padded = new Uint8Array(bucket)
  padded.set(bytes)
  padded[bytes.length] = MARK
  return padded
}

// Take the padding off. Throws ProtocolError `bad-padding`.
export function unpad(padded) {
  if (!BUCKETS.includes(padded.length)) throw new ProtocolError("bad-padding", "length")
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  if (padded[end] !== MARK) throw new ProtocolError("bad-padding", "mark")
  return padded.subarray(0, end)
}
