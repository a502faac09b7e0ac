// A session: one sender's chain of message keys, announced to the members of a room (PROTOCOL.md §7).
//
// Opened, it is a plain object {sid, room, sender, roster, start, chain, senderSig, time}: `roster` the
// roster head it was made for, `chain` the key CK_start as text, `senderSig` the sender's public JWK.
import { b64u, fromLatin1, utf8 } from "./bytes.js"
import { readBundle } from "./bundle.js"
import { findBundle, readBundles } from "./bundle_row.js"
import { ProtocolError } from "./errors.js"
import { HASH_BYTES, hasMembers, isCount, isHash, isId, isUsername } from "./forms.js"
import { ENC, makeGeneral, newContentKey, openContent, parseGeneral } from "./jwe.js"
import { makeJws, parseJws, readPayload, verifyJws } from "./jws.js"
import { rowOf } from "./keys.js"
import { LAST_INDEX, MAX_SESSION } from "./limits.js"
import { randomBytes, unwrapKey, wrapKey } from "./primitives.js"

const TYP = "securechat-session"
const ALG = "RSA-OAEP-256"

// Begin a session: {keys, room, roster, bundles: {username: [text]}, sender, bundle, sid, time}
// → {text, session}. Of every member a bundle must be there that is the one the roster names.
// Throws ProtocolError `no-bundle`, `wrong-thumbprint`, or a reason of §4.
export async function makeSession({ keys, room, roster, bundles, sender, bundle, sid, time }) {
  const members = await Promise.all(roster.members.map((member) => bundleOf(member, bundles)))
  // Two people may name the same key; it is wrapped for once.
  const publics = new Map(members.map(({ encThumbprint, enc }) => [encThumbprint, enc]))
  const kids = [...publics.keys()].sort()
  const { sig: senderSig } = await readBundle(bundle, sender)
  const chain = b64u(randomBytes(HASH_BYTES))
  const start = 0
  const payload = {
    bundle, chain, recipients: kids, room, roster: roster.head, sender, sid, start, time, v: 1,
  }
  const jws = await makeJws({ typ: TYP, payload, keys })
  const contentKey = newContentKey()
  const text = makeGeneral({
    header: { alg: ALG, enc: ENC, typ: TYP },
    recipients: kids.map((kid) => ({ kid, wrapped: wrapKey(publics.get(kid), contentKey) })),
    contentKey,
    plaintext: utf8(jws),
  })
  return { text, session: { sid, room, sender, roster: roster.head, start, chain, senderSig, time } }
}

// Open an announcement: {text, keys, room, sid, sender, roster}, `roster` being the one in force at
// its record → session. Throws ProtocolError for every breach of PROTOCOL.md §7.
export async function readSession({ text, keys, room, sid, sender, roster }) {
  const jwe = parseSession(text)
  const wrappedFor = ({ encThumbprint }) => jwe.recipients.find(({ kid }) => kid === encThumbprint)
  const pair = rowOf(keys).find(wrappedFor)
  if (!pair) throw new ProtocolError("no-key")
  const contentKey = await unwrapKey(pair.enc, wrappedFor(pair).wrapped)
  const jws = parseJws(fromLatin1(openContent(jwe, contentKey)), TYP, MAX_SESSION)
  const payload = readPayload(jws.payload)
  if (!isPayload(payload)) throw new ProtocolError("bad-shape", "session")
  const bundle = await readBundle(payload.bundle, sender)
  await verifyJws(jws, bundle.sig)
  if (payload.room !== room) throw new ProtocolError("wrong-room")
  if (payload.sender !== sender) throw new ProtocolError("wrong-sender")
  if (payload.sid !== sid) throw new ProtocolError("wrong-session")
  if (!sameTexts(payload.recipients, jwe.recipients.map(({ kid }) => kid))) {
    throw new ProtocolError("wrong-recipients")
  }
  if (payload.roster !== roster.head) throw new ProtocolError("stale-session")
  checkMember(roster, bundle)
  const kids = [...new Set(roster.members.map(({ enc }) => enc))].sort()
  if (!sameTexts(payload.recipients, kids)) throw new ProtocolError("wrong-recipients")
  const { start, chain, time } = payload
  if (start > LAST_INDEX) throw new ProtocolError("wrong-index")
  return { sid, room, sender, roster: roster.head, start, chain, senderSig: bundle.sig, time }
}

// Take an announcement apart as far as no key is needed.
// Throws ProtocolError of PROTOCOL.md §1.2.
export function parseSession(text) {
  return parseGeneral(text, { limit: MAX_SESSION, isHeader })
}

async function bundleOf(member, bundles) {
  return findBundle(await readBundles(bundles, member.username), member)
}

function checkMember({ members }, { username, encThumbprint, sigThumbprint }) {
  const member = members.find((candidate) => candidate.username === username)
  if (!member) throw new ProtocolError("not-member")
  if (member.enc !== encThumbprint || member.sig !== sigThumbprint) {
    throw new ProtocolError("wrong-thumbprint")
  }
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "typ")
    && header.alg === ALG && header.enc === ENC && header.typ === TYP
}

function isPayload(payload) {
  return hasMembers(
    payload, "bundle", "chain", "recipients", "room", "roster", "sender", "sid", "start", "time", "v",
  )
  && typeof payload.bundle === "string" && isHash(payload.chain)
  && Array.isArray(payload.recipients) && payload.recipients.every(isHash)
  && isId(payload.room) && isHash(payload.roster) && isUsername(payload.sender)
  && isId(payload.sid) && isCount(payload.start) && isCount(payload.time)
}

function sameTexts(some, others) {
  return some.length === others.length && some.every((text, place) => text === others[place])
}
