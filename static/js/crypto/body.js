// The bodies of the kinds of message (PROTOCOL.md §8).
import { utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hasMembers } from "./forms.js"
import { MAX_TEXT_BYTES, MAX_TITLE_CODE_POINTS } from "./limits.js"

/* eslint-disable no-control-regex -- control characters are what these are about */
// Of the control characters a text may have tab and line feed.
const CONTROL_IN_TEXT = /[\x00-\x08\x0b-\x1f\x7f]/
const CONTROL = /[\x00-\x1f\x7f]/
/* eslint-enable no-control-regex */

const CHECKS = {
  text: (text) => {
    const { length } = utf8(text)
    return length >= 1 && length <= MAX_TEXT_BYTES && !CONTROL_IN_TEXT.test(text)
  },
  title: (text) => {
    const { length } = [...text]
    return length >= 1 && length <= MAX_TITLE_CODE_POINTS && !CONTROL.test(text)
  },
}

// Tell whether a kind is one of this version's; another is shown as such, not refused.
export function isKnownKind(kind) {
  return Object.hasOwn(CHECKS, kind)
}

// Check the body of a known kind. Throws ProtocolError `bad-body`.
export function checkBody(kind, body) {
  if (!isKnownKind(kind)) return
  if (!hasMembers(body, "text") || typeof body.text !== "string" || !body.text.isWellFormed()
    || !CHECKS[kind](body.text)) {
    throw new ProtocolError("bad-body")
  }
}
