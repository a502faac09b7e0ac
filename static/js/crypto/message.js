// A message: signed by its sender, padded, encrypted under a key of a session (PROTOCOL.md §8).
import { checkBody, isKnownKind } from "./body.js"
import { fromLatin1, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCheckpoint, isCount, isHash, isId, isKind, isObject, isUsername } from "./forms.js"
import { ENC, makeCompact, openBulk, openContent, parseCompact } from "./jwe.js"
import { makeJws, readJws } from "./jws.js"
import { MAX_MESSAGE } from "./limits.js"
import { messageKey, messageKeyBulk } from "./message_key.js"
import { pad, unpad } from "./padding.js"

const TYP = "securechat-message"
const ALG = "dir"
const MEMBERS = ["body", "id", "idx", "kind", "room", "seen", "sender", "sid", "time", "v"]
const OPTIONAL = ["log", "reply_to"]
// From so many at once WebCrypto, whose every call costs a turn, is well ahead of CryptoJS.
const BULK = 8

// Write a message: {keys, session, idx, id, kind, body, seen, time, replyTo?, log?} → text; `log` is the
// newest checkpoint of the key log that the sender has verified.
// Throws ProtocolError `bad-body`, `too-large`, `wrong-index`.
export async function makeMessage({
  keys, session, idx, id, kind, body, seen, time, replyTo = null, log = null,
}) {
  checkBody(kind, body)
  const contentKey = messageKey(session, idx)
  const { room, sender, sid } = session
  const payload = { body, id, idx, kind, room, seen, sender, sid, time, v: 1 }
  if (replyTo !== null) payload.reply_to = replyTo
  if (log !== null) payload.log = log
  const jws = await makeJws({ typ: TYP, payload, keys })
  return makeCompact({
    header: { alg: ALG, enc: ENC, idx, sid, typ: TYP },
    wrapped: new Uint8Array(),
    contentKey,
    plaintext: pad(utf8(jws)),
  })
}

// Open a message: {text, session, id, sender, room, rosterHead}; `session` is the one that the
// header names, or null; `id`, `sender` and `room` are the record's, `rosterHead` the one in force
// there → {sid, idx, kind, body, seen, time, replyTo, log, known}.
// Throws ProtocolError for every breach of PROTOCOL.md §8 except `bad-seen` and `replayed`, which ask
// for the memory of the session layer, as does `log`.
export async function readMessage({ text, session, id, sender, room, rosterHead }, open = openOne) {
  const jwe = parseMessage(text)
  const { idx, sid } = jwe.header
  if (!session || session.sid !== sid) throw new ProtocolError("no-session")
  if (session.sender !== sender) throw new ProtocolError("wrong-sender")
  if (session.roster !== rosterHead) throw new ProtocolError("stale-session")
  const jws = fromLatin1(unpad(await open(jwe, session, idx)))
  const payload = await readJws(jws, TYP, MAX_MESSAGE, session.senderSig)
  if (!isPayload(payload)) throw new ProtocolError("bad-shape", "message")
  // Who calls looked the session up in this room; a key of another room must open nothing here.
  if (payload.room !== room || session.room !== room) throw new ProtocolError("wrong-room")
  if (payload.sender !== sender) throw new ProtocolError("wrong-sender")
  if (payload.sid !== sid) throw new ProtocolError("wrong-session")
  if (payload.idx !== idx) throw new ProtocolError("wrong-index")
  if (payload.id !== id) throw new ProtocolError("wrong-id")
  const { kind, body, seen, time, reply_to: replyTo = null, log = null } = payload
  checkBody(kind, body)
  return { sid, idx, kind, body, seen, time, replyTo, log, known: isKnownKind(kind) }
}

// Open many messages; each becomes {value} or {error: {reason}}, so that one refused hides no other.
export function readMessages(messages) {
  const open = messages.length < BULK ? openOne : openOfMany
  return settle(messages, (message) => readMessage(message, open))
}

// Read from a message's header which session and index it names: {sid, idx}. Nothing is proven yet.
// Throws ProtocolError of PROTOCOL.md §1.2.
export function messageSid(text) {
  const { sid, idx } = parseMessage(text).header
  return { sid, idx }
}

// Read the headers of many messages; each becomes {sid, idx} or {reason}.
export async function messageSids(texts) {
  const settled = await settle(texts, messageSid)
  return settled.map(({ value, error }) => value ?? error)
}

const openOne = (jwe, session, idx) => openContent(jwe, messageKey(session, idx))
const openOfMany = async (jwe, session, idx) => openBulk(jwe, await messageKeyBulk(session, idx))

function settle(items, open) {
  return Promise.all(items.map(async (item) => {
    try {
      return { value: await open(item) }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      return { error: { reason: error.reason } }
    }
  }))
}

function parseMessage(text) {
  return parseCompact(text, { limit: MAX_MESSAGE, wrappedBytes: 0, isHeader })
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "idx", "sid", "typ")
    && header.alg === ALG && header.enc === ENC && header.typ === TYP
    && isCount(header.idx) && isId(header.sid)
}

function isPayload(payload) {
  const optional = OPTIONAL.filter((name) => Object.hasOwn(payload, name))
  return hasMembers(payload, ...MEMBERS, ...optional)
    && isObject(payload.body) && isId(payload.id) && isCount(payload.idx)
    && isKind(payload.kind)
    && isId(payload.room) && isUsername(payload.sender) && isId(payload.sid) && isCount(payload.time)
    && hasMembers(payload.seen, "head", "seq") && isHash(payload.seen.head) && isCount(payload.seen.seq)
    && (payload.reply_to === undefined || isId(payload.reply_to))
    && (payload.log === undefined || isCheckpoint(payload.log))
}
