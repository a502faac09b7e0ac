// The limits of PROTOCOL.md §2, in characters unless another unit is named.
import { ProtocolError } from "./errors.js"

export const MAX_BUNDLE = 4_096
export const MAX_RENEWAL = 1_536
export const MAX_SEALED = 262_144
export const MAX_ENTRY = 4_096
export const MAX_SESSION = 262_144
export const MAX_MESSAGE = 98_304
export const MAX_STATE = 98_304
export const MAX_SIGNAL = 8_192

export const MAX_MEMBERS = 256
export const MAX_DIRECT_MEMBERS = 2

export const MAX_TEXT_BYTES = 16_384
export const MAX_TITLE_CODE_POINTS = 80
export const MAX_EMOJI_BYTES = 64

export const MAX_FILES = 10
export const MAX_FILE_NAME_BYTES = 255
export const MAX_TYPE = 127
export const MAX_PREVIEW_BYTES = 1_500
export const MAX_WAVEFORM_BYTES = 64
export const MAX_PIXELS = 65_535
// Chunks of a file (§20): 64 GiB of them.
export const MAX_CHUNKS = 65_536

export const LAST_INDEX = 99

// The longest timer of a room (§6), in seconds: a year.
export const MAX_EXPIRE = 31_536_000
// How much earlier than due a record may be erased (§10), in milliseconds.
export const LEEWAY_MS = 3_600_000
export const MAX_SESSION_AGE_MS = 7 * 24 * 60 * 60 * 1000

// Refuse what is no string, or a string of more than `limit` characters.
export function checkSize(text, limit) {
  if (typeof text !== "string") throw new ProtocolError("bad-shape", "not a string")
  // `length` counts UTF-16 units; a character is a code point, and never longer than that.
  if (text.length > limit && (text.length > 2 * limit || [...text].length > limit)) {
    throw new ProtocolError("too-large")
  }
}
