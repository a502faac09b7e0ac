// A signal: what is true only for now, to those who are there (PROTOCOL.md §19).
import { fromLatin1, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCount, isFormed, isId, isKind, isObject, isUsername } from "./forms.js"
import { ENC, makeCompact, openContent, parseCompact } from "./jwe.js"
import { makeJws, readJws } from "./jws.js"
import { MAX_SIGNAL } from "./limits.js"
import { signalKey } from "./message_key.js"
import { BUCKETS, pad, unpad } from "./padding.js"

const TYP = "securechat-signal"
const ALG = "dir"
// One size for all of them: a relay cannot tell one kind from another.
const [PADDED_BYTES] = BUCKETS

const isFlag = (value) => typeof value === "boolean"
const isNothing = (body) => body === null

const BODIES = {
  away: isNothing,
  here: (body) => isFormed(body, { ask: isFlag, idle: isFlag }),
  marks: (body) => isFormed(body, {}, { delivered: isCount, read: isCount }),
  typing: isNothing,
}

const FORMS = {
  kind: isKind, n: isCount, room: isId, sender: isUsername, sid: isId, time: isCount, v: () => true,
}

// Write a signal: {keys, session, n, kind, time, body?} → text. Throws ProtocolError `bad-body`, `too-large`.
export async function makeSignal({ keys, session, n, kind, time, body = null }) {
  checkBody(kind, body)
  const { room, sender, sid } = session
  const payload = { kind, n, room, sender, sid, time, v: 1 }
  if (body !== null) payload.body = body
  const jws = await makeJws({ typ: TYP, payload, keys })
  const plaintext = pad(utf8(jws))
  if (plaintext.length !== PADDED_BYTES) throw new ProtocolError("too-large")
  return makeCompact({
    header: { alg: ALG, enc: ENC, n, sid, typ: TYP },
    wrapped: new Uint8Array(),
    contentKey: signalKey(session),
    plaintext,
  })
}

// Open a signal: {text, session, sender, room, rosterHead, last}; `session` is the one that the header
// names, or null, `sender` whom the server names, `last` the highest `n` met in the session, or null
// → {body (or null), kind, n, sid, time}. Throws ProtocolError for every breach of PROTOCOL.md §19.
export async function readSignal({ text, session, sender, room, rosterHead, last }) {
  const jwe = parseSignal(text)
  const { n, sid } = jwe.header
  if (!session || session.sid !== sid || session.room !== room) throw new ProtocolError("no-session")
  if (session.sender !== sender) throw new ProtocolError("wrong-sender")
  if (session.roster !== rosterHead) throw new ProtocolError("stale-session")
  const padded = openContent(jwe, signalKey(session))
  if (padded.length !== PADDED_BYTES) throw new ProtocolError("bad-padding", "size")
  const payload = await readJws(fromLatin1(unpad(padded)), TYP, MAX_SIGNAL, session.senderSig)
  if (!isFormed(payload, FORMS, { body: isObject })) throw new ProtocolError("bad-shape", "signal")
  if (payload.room !== room) throw new ProtocolError("wrong-room")
  if (payload.sender !== sender) throw new ProtocolError("wrong-sender")
  if (payload.sid !== sid) throw new ProtocolError("wrong-session")
  if (payload.n !== n) throw new ProtocolError("wrong-index")
  const { body = null, kind, time } = payload
  checkBody(kind, body)
  if (last !== null && n <= last) throw new ProtocolError("replayed")
  return { body, kind, n, sid, time }
}

// Read from a signal's header which session it names, and which of its signals it is: {sid, n}.
// Nothing is proven yet. Throws ProtocolError of PROTOCOL.md §1.2.
export function signalSid(text) {
  const { sid, n } = parseSignal(text).header
  return { sid, n }
}

function parseSignal(text) {
  return parseCompact(text, { limit: MAX_SIGNAL, wrappedBytes: 0, isHeader })
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "n", "sid", "typ")
    && header.alg === ALG && header.enc === ENC && header.typ === TYP
    && isCount(header.n) && isId(header.sid)
}

function checkBody(kind, body) {
  if (Object.hasOwn(BODIES, kind) && !BODIES[kind](body)) throw new ProtocolError("bad-body")
}
