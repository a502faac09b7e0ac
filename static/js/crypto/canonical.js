// Canonical JSON (PROTOCOL.md §1.1).
import { fromUtf8, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"

const MAX_DEPTH = 16
const NAME = /^[A-Za-z0-9_.-]+$/

// Write a value as canonical JSON text.
// Throws ProtocolError `bad-json` for a value that canonical JSON cannot hold.
export function toCanonicalText(value) {
  return write(value, 0)
}

// Write a value as the bytes of canonical JSON; throws as `toCanonicalText` does.
export function toCanonical(value) {
  return utf8(write(value, 0))
}

// Read canonical JSON, text or bytes.
// Throws ProtocolError `bad-json` for anything that `toCanonical` would not write.
export function fromCanonical(source) {
  let text, value
  try {
    text = typeof source === "string" ? source : fromUtf8(source)
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError("bad-json")
  }
  // Members given twice, other orders, spaces, fractions: writing again finds them all.
  if (write(value, 0) !== text) throw new ProtocolError("bad-json", "not canonical")
  return value
}

function write(value, depth) {
  if (value === null || typeof value === "boolean") return String(value)
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new ProtocolError("bad-json", "lone surrogate")
    // ECMAScript's QuoteJSONString makes exactly the shortest escapes of §1.1.
    return JSON.stringify(value)
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      throw new ProtocolError("bad-json", "not an integer in range")
    }
    return String(value)
  }
  if (typeof value !== "object") throw new ProtocolError("bad-json", typeof value)
  if (depth === MAX_DEPTH) throw new ProtocolError("bad-json", "too deep")
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`
  const members = Object.keys(value).sort().map((name) => {
    if (!NAME.test(name)) throw new ProtocolError("bad-json", "member name")
    return `"${name}":${write(value[name], depth + 1)}`
  })
  return `{${members.join(",")}}`
}
