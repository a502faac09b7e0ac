// The form of a roster entry, before anything is asked of roster or key (PROTOCOL.md §6).
import { ProtocolError } from "./errors.js"
import { hasMembers, isCount, isHash, isId, isUsername } from "./forms.js"
import { makeJws, parseJws, readPayload } from "./jws.js"
import { MAX_ENTRY, MAX_EXPIRE } from "./limits.js"

const TYP = "securechat-roster"

const COMMON = ["by", "n", "op", "prev", "room", "time", "v"]
const FURTHER = {
  create: ["kind", "settings", "subject"],
  add: ["subject"],
  remove: ["subject"],
  leave: ["subject"],
  role: ["role", "subject"],
  settings: ["settings"],
  rekey: ["subject"],
}

const FORMS = {
  by: isUsername,
  kind: (value) => value === "direct" || value === "group",
  n: isCount,
  op: () => true,
  prev: (value) => value === "" || isHash(value),
  role: (value) => value === "owner" || value === "member",
  room: isId,
  settings: isSettings,
  subject: (value) => hasMembers(value, "enc", "sig", "username")
    && isHash(value.enc) && isHash(value.sig) && isUsername(value.username),
  time: isCount,
  v: () => true,
}

// Not there, the timer is off.
function isSettings(value) {
  if (!hasMembers(value, "log") && !hasMembers(value, "expire", "log")) return false
  const { log, expire = 1 } = value
  return typeof log === "boolean" && isCount(expire) && expire >= 1 && expire <= MAX_EXPIRE
}

// Make a roster entry: {keys, entry}, the entry being the payload without `v` → text.
export function makeEntry({ keys, entry }) {
  return makeJws({ typ: TYP, payload: { ...entry, v: 1 }, keys })
}

// Take a roster entry apart and check its form, not its signature: {jws, entry}.
// Throws ProtocolError of PROTOCOL.md §1.2.
export function parseEntry(text) {
  const jws = parseJws(text, TYP, MAX_ENTRY)
  const entry = readPayload(jws.payload)
  if (typeof entry.op !== "string" || !Object.hasOwn(FURTHER, entry.op)) {
    throw new ProtocolError("bad-shape", "op")
  }
  if (!hasMembers(entry, ...COMMON, ...FURTHER[entry.op])) {
    throw new ProtocolError("bad-shape", "members of the roster entry")
  }
  for (const [name, value] of Object.entries(entry)) {
    if (!FORMS[name](value)) throw new ProtocolError("bad-shape", name)
  }
  return { jws, entry }
}
