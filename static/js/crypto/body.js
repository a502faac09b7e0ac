// The bodies of the kinds of message (PROTOCOL.md §8).
import { unb64u, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { isCount, isFormed, isHash, isId } from "./forms.js"
import {
  LAST_INDEX, MAX_EMOJI_BYTES, MAX_FILE_NAME_BYTES, MAX_FILES, MAX_PIXELS, MAX_PREVIEW_BYTES, MAX_TEXT_BYTES,
  MAX_TITLE_CODE_POINTS, MAX_TYPE, MAX_WAVEFORM_BYTES,
} from "./limits.js"

export const FILE_KEY_BYTES = 64

/* eslint-disable no-control-regex -- control characters are what these are about */
// Of the control characters a text may have tab and line feed.
const CONTROL_IN_TEXT = /[\x00-\x08\x0b-\x1f\x7f]/
const CONTROL = /[\x00-\x1f\x7f]/
const CONTROL_OR_SPACE = /[\x00-\x20\x7f]/
/* eslint-enable no-control-regex */
// RFC 6838 §4.2, in lower case.
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/

const isString = (value) => typeof value === "string" && value.isWellFormed()
const hasBytes = (value, least, most) => {
  const { length } = utf8(value)
  return length >= least && length <= most
}
const isCaption = (value) => isString(value) && hasBytes(value, 0, MAX_TEXT_BYTES) && !CONTROL_IN_TEXT.test(value)
const isText = (value) => isCaption(value) && value !== ""
const isTrue = (value) => value === true
const isPixels = (value) => isCount(value) && value >= 1 && value <= MAX_PIXELS

function isTitle(value) {
  if (!isString(value) || CONTROL.test(value)) return false
  const { length } = [...value]
  return length >= 1 && length <= MAX_TITLE_CODE_POINTS
}

function isEmoji(value) {
  return isString(value) && hasBytes(value, 1, MAX_EMOJI_BYTES) && !CONTROL_OR_SPACE.test(value)
}

// The name is shown, and offered to who saves the file: it is no path.
function isFileName(value) {
  return isString(value) && hasBytes(value, 1, MAX_FILE_NAME_BYTES) && !CONTROL.test(value) && !/[/\\]/.test(value)
}

function isMediaType(value) {
  return typeof value === "string" && value.length <= MAX_TYPE && MEDIA_TYPE.test(value)
}

const isBytes = (least, most) => (value) => {
  // Four characters stand for three bytes.
  if (typeof value !== "string" || value.length > Math.ceil(most * 4 / 3)) return false
  try {
    const { length } = unb64u(value)
    return length >= least && length <= most
  } catch {
    return false
  }
}

const FILE = {
  hash: isHash,
  id: isId,
  key: isBytes(FILE_KEY_BYTES, FILE_KEY_BYTES),
  name: isFileName,
  size: isCount,
  type: isMediaType,
}
const ABOUT_FILE = {
  duration: isCount,
  height: isPixels,
  preview: isBytes(1, MAX_PREVIEW_BYTES),
  voice: isTrue,
  waveform: isBytes(1, MAX_WAVEFORM_BYTES),
  width: isPixels,
}

function areFiles(value) {
  return Array.isArray(value) && value.length >= 1 && value.length <= MAX_FILES
    && value.every((file) => isFormed(file, FILE, ABOUT_FILE))
    && new Set(value.map((file) => file.id)).size === value.length
}

// The members of each kind's body: those that are there, and those that may be.
const KINDS = {
  text: [{ text: isText }, { forwarded: isTrue }],
  title: [{ text: isTitle }],
  edit: [{ target: isId, text: isCaption }],
  delete: [{
    hash: isHash, idx: (value) => isCount(value) && value <= LAST_INDEX, seq: isCount, sid: isId, target: isId,
  }],
  farewell: [{}],
  reaction: [{ emoji: isEmoji, on: (value) => typeof value === "boolean", target: isId }],
  file: [{ files: areFiles, text: isCaption }, { forwarded: isTrue }],
}

// Tell whether a kind is one of this version's; another is shown as such, not refused.
export function isKnownKind(kind) {
  return Object.hasOwn(KINDS, kind)
}

// Check the body of a known kind. Throws ProtocolError `bad-body`.
export function checkBody(kind, body) {
  if (isKnownKind(kind) && !isFormed(body, ...KINDS[kind])) throw new ProtocolError("bad-body")
}
