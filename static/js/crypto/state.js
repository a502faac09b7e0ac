// Account data: what follows a person between browsers, sealed to themselves (PROTOCOL.md §12).
import { fromLatin1, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import {
  hasMembers, isCheckpoint, isCount, isFormed, isHash, isId, isObject, isUsername,
} from "./forms.js"
import { ENC, makeCompact, newContentKey, openContent, parseCompact } from "./jwe.js"
import { makeJws, readJws } from "./jws.js"
import { checkPublic, rowOf, thumbprint } from "./keys.js"
import { MAX_STATE } from "./limits.js"
import { pad, unpad } from "./padding.js"
import { RSA_BYTES, unwrapKey, wrapKey } from "./primitives.js"

const TYP = "securechat-state"
const ALG = "RSA-OAEP-256"

const isFlag = (value) => typeof value === "boolean"
const isMap = (isKey, isValue) => (value) =>
  isObject(value) && Object.entries(value).every(([key, member]) => isKey(key) && isValue(member))
const CONTACT = { enc: isHash, sig: isHash, since: isCount, time: isCount, verified: isFlag }
const CHAT = { archived: isFlag, muted: isCount, pinned: isFlag, time: isCount }
const PRIVACY = { delivered: isFlag, presence: isFlag, read: isFlag, time: isCount, typing: isFlag }

const MEMBERS = { owner: isUsername, read: isMap(isId, isCount), rev: isCount, time: isCount, v: () => true }
// Version 1.0 wrote none of these, 1.1 the contacts and the log.
const OPTIONAL = {
  chats: isMap(isId, (chat) => isFormed(chat, CHAT)),
  contacts: isMap(isUsername, (contact) => isFormed(contact, CONTACT)),
  log: isCheckpoint,
  notes: (notes) => isFormed(notes, { room: isId }),
  privacy: (privacy) => isFormed(privacy, PRIVACY),
}

// Make account data: {keys, owner, read: {room: seq}, rev, time, encPublic, contacts?, log?, chats?, notes?, privacy?}
// → text. `contacts` is {username: {enc, sig, since, time, verified}}, `log` the newest checkpoint of the key
// log that was verified, `chats` is {room: {archived, muted, pinned, time}}, `notes` {room}, `privacy` {delivered,
// presence, read, time, typing}. Throws ProtocolError `too-large`.
export async function makeState({
  keys, owner, read, rev, time, encPublic, contacts = {}, log = null, chats = {}, notes = null, privacy = null,
}) {
  checkPublic(encPublic)
  const kid = await thumbprint(encPublic)
  if (kid !== keys.encThumbprint) throw new ProtocolError("wrong-thumbprint")
  const payload = { contacts, owner, read, rev, time, v: 1 }
  const parts = { chats: Object.keys(chats).length ? chats : null, log, notes, privacy }
  for (const [name, value] of Object.entries(parts)) if (value !== null) payload[name] = value
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
// {chats, contacts, log, notes, privacy, read, rev, time}; `chats` and `contacts` are empty, `log`, `notes` and
// `privacy` null where they are not there.
// Throws ProtocolError for every breach of PROTOCOL.md §12 except `stale-state`, which asks for the
// memory of the session layer.
export async function readState({ text, keys, sigPublic, owner, rev }) {
  const jwe = parseCompact(text, { limit: MAX_STATE, wrappedBytes: RSA_BYTES, isHeader })
  const pair = rowOf(keys).find(({ encThumbprint }) => encThumbprint === jwe.header.kid)
  if (!pair) throw new ProtocolError("no-key")
  const contentKey = await unwrapKey(pair.enc, jwe.wrapped)
  const jws = fromLatin1(unpad(openContent(jwe, contentKey)))
  // What was written before a renewal is signed by the pair that it is sealed to.
  const payload = await readJws(jws, TYP, MAX_STATE, pair === keys ? sigPublic : pair.sigPublic)
  if (!isFormed(payload, MEMBERS, OPTIONAL)) throw new ProtocolError("bad-shape", "account data")
  if (payload.owner !== owner) throw new ProtocolError("wrong-owner")
  if (payload.rev !== rev) throw new ProtocolError("wrong-rev")
  const { chats = {}, contacts = {}, log = null, notes = null, privacy = null, read, time } = payload
  return { chats, contacts, log, notes, privacy, read, rev, time }
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "kid", "typ")
    && header.alg === ALG && header.enc === ENC && header.typ === TYP && isHash(header.kid)
}
