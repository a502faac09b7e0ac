// Account data: what follows a person between browsers, sealed to themselves (PROTOCOL.md §12).
import { fromLatin1, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCheckpoint, isCount, isHash, isId, isObject, isUsername } from "./forms.js"
import { ENC, makeCompact, newContentKey, openContent, parseCompact } from "./jwe.js"
import { makeJws, readJws } from "./jws.js"
import { checkPublic, thumbprint } from "./keys.js"
import { MAX_STATE } from "./limits.js"
import { pad, unpad } from "./padding.js"
import { RSA_BYTES, unwrapKey, wrapKey } from "./primitives.js"

const TYP = "securechat-state"
const ALG = "RSA-OAEP-256"
const MEMBERS = ["owner", "read", "rev", "time", "v"]
// Version 1.0 wrote neither.
const OPTIONAL = ["contacts", "log"]

// Make account data: {keys, owner, read: {room: seq}, rev, time, encPublic, contacts?, log?} → text.
// `contacts` is {username: {enc, sig, since, time, verified}}, `log` the newest checkpoint of the key
// log that was verified. Throws ProtocolError `too-large`.
export async function makeState({
  keys, owner, read, rev, time, encPublic, contacts = {}, log = null,
}) {
  checkPublic(encPublic)
  const kid = await thumbprint(encPublic)
  if (kid !== keys.encThumbprint) throw new ProtocolError("wrong-thumbprint")
  const payload = { contacts, owner, read, rev, time, v: 1 }
  if (log !== null) payload.log = log
  const jws = await makeJws({ typ: TYP, payload, keys })
  const contentKey = newContentKey()
  return makeCompact({
    header: { alg: ALG, enc: ENC, kid, typ: TYP },
    wrapped: wrapKey(encPublic, contentKey),
    contentKey,
    plaintext: pad(utf8(jws)),
  })
}

// Open own account data, filed under `rev`: {text, keys, sigPublic, owner, rev} →
// {contacts, log, read, rev, time}; `contacts` is empty and `log` null where they are not there.
// Throws ProtocolError for every breach of PROTOCOL.md §12 except `stale-state`, which asks for the
// memory of the session layer.
export async function readState({ text, keys, sigPublic, owner, rev }) {
  const jwe = parseCompact(text, { limit: MAX_STATE, wrappedBytes: RSA_BYTES, isHeader })
  if (jwe.header.kid !== keys.encThumbprint) throw new ProtocolError("no-key")
  const contentKey = await unwrapKey(keys.enc, jwe.wrapped)
  const jws = fromLatin1(unpad(openContent(jwe, contentKey)))
  const payload = await readJws(jws, TYP, MAX_STATE, sigPublic)
  if (!isPayload(payload)) throw new ProtocolError("bad-shape", "account data")
  if (payload.owner !== owner) throw new ProtocolError("wrong-owner")
  if (payload.rev !== rev) throw new ProtocolError("wrong-rev")
  const { contacts = {}, log = null, read, time } = payload
  return { contacts, log, read, rev, time }
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "kid", "typ")
    && header.alg === ALG && header.enc === ENC && header.typ === TYP && isHash(header.kid)
}

function isPayload(payload) {
  const optional = OPTIONAL.filter((name) => Object.hasOwn(payload, name))
  return hasMembers(payload, ...MEMBERS, ...optional)
    && isUsername(payload.owner) && isCount(payload.rev) && isCount(payload.time)
    && isObject(payload.read)
    && Object.entries(payload.read).every(([room, seq]) => isId(room) && isCount(seq))
    && (payload.contacts === undefined || isContacts(payload.contacts))
    && (payload.log === undefined || isCheckpoint(payload.log))
}

function isContacts(value) {
  return isObject(value)
    && Object.entries(value).every(([username, contact]) => isUsername(username) && isContact(contact))
}

function isContact(value) {
  return hasMembers(value, "enc", "sig", "since", "time", "verified")
    && isHash(value.enc) && isHash(value.sig) && isCount(value.since) && isCount(value.time)
    && typeof value.verified === "boolean"
}
