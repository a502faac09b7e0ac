// The limits of PROTOCOL.md §2, in characters unless another unit is named.
import { ProtocolError } from "./errors.js"

export const MAX_BUNDLE = 4_096
export const MAX_RENEWAL = 1_536
export const MAX_SEALED = 16_384
export const MAX_ENTRY = 4_096
export const MAX_SESSION = 262_144
export const MAX_MESSAGE = 98_304
export const MAX_STATE = 98_304
export const MAX_SIGNAL = 8_192

export const MAX_MEMBERS = 256
export const MAX_DIRECT_MEMBERS = 2

export const MAX_TEXT_BYTES = 16_384
export const MAX_TITLE_CODE_POINTS = 80

export const LAST_INDEX = 99
export const MAX_SESSION_AGE_MS = 7 * 24 * 60 * 60 * 1000

// Refuse what is no string, or a string of more than `limit` characters.
export function checkSize(text, limit) {
  if (typeof text !== "string") throw new ProtocolError("bad-shape", "not a string")
  // `length` counts UTF-16 units; a character is a code point, and never longer than that.
  if (text.length > limit && (text.length > 2 * limit || [...text].length > limit)) {
    throw new ProtocolError("too-large")
  }
}
