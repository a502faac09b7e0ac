// The private keys of an account, sealed under its password (PROTOCOL.md §5).
import { readBundle } from "./bundle.js"
import { b64u, unb64u } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCount, isHash, isId, isUsername } from "./forms.js"
import { ENC, makeCompact, newContentKey, openContent, parseCompact } from "./jwe.js"
import { readPayload } from "./jws.js"
import { importKeys, importRow, thumbprint } from "./keys.js"
import { MAX_SEALED } from "./limits.js"
import { MAX_ROUNDS, MIN_ROUNDS, PBES2, ROUNDS, SALT_BYTES, sealingKey } from "./password.js"
import { CONTENT_KEY_BYTES, randomBytes, unwrapUnder, wrapUnder } from "./primitives.js"

// AES-KW adds 8 bytes (RFC 3394).
export const WRAPPED_BYTES = CONTENT_KEY_BYTES + 8
const MEMBERS = ["enc", "owner", "purpose", "sig", "thumbprints", "time", "v"]
// An account has at most 32 bundles in its life (PROTOCOL.md §5, §13).
const MAX_EARLIER = 31
// What else those of each purpose have; version 1.0 wrote no `login`. `earlier` may be in all of them: who never
// renewed their keys has none.
const FURTHER = { file: ["bundle", "key"], passkey: [], password: ["login"], recovery: ["login"] }

// Seal private keys: {privateJwks: {enc, sig, earlier?}, username, password, purpose, time, login?} → text; `login`
// is the salt of the login secret, `earlier` the pairs that these renewed, [{enc, sig}].
export function sealKeys({ login = null, ...how }) {
  return writeSealed(how, login === null ? {} : { login })
}

// Seal private keys with the further members of a purpose.
export async function writeSealed({ privateJwks, username, password, purpose, time }, further) {
  const plaintext = toCanonical({ ...await sealedPayload(privateJwks, username, purpose, time), ...further })
  const salt = randomBytes(SALT_BYTES)
  const contentKey = newContentKey()
  const wrapped = await wrapUnder(await sealingKey(password, salt, ROUNDS), contentKey)
  const header = { alg: PBES2, enc: ENC, p2c: ROUNDS, p2s: b64u(salt) }
  return makeCompact({ header, wrapped, contentKey, plaintext })
}

// Make what is sealed of private keys, whatever for.
export async function sealedPayload({ enc, sig, earlier = [] }, username, purpose, time) {
  const [encThumbprint, sigThumbprint] = await Promise.all([thumbprint(enc), thumbprint(sig)])
  const payload = {
    enc,
    owner: username,
    purpose,
    sig,
    thumbprints: { enc: encThumbprint, sig: sigThumbprint },
    time,
    v: 1,
  }
  if (earlier.length > 0) payload.earlier = earlier.map((pair) => ({ enc: pair.enc, sig: pair.sig }))
  return payload
}

// Open sealed keys of an account whose bundle has these thumbprints:
// {text, username, password, purpose, encThumbprint, sigThumbprint, login?} → keys as `importKeys` gives;
// `login` is the salt that the server gave, where there was a login just now.
// Throws ProtocolError for every breach of PROTOCOL.md §5; `bad-password` for another password.
export async function openKeys(how) {
  const { keys } = await readSealed(how)
  return keys
}

// Open sealed keys as `openKeys` does, and seal the same ones again: {…, newPassword, newPurpose, newLogin, time} →
// text. The private numbers stay in here. Throws ProtocolError as `openKeys` does.
export async function resealKeys({ newPassword, newPurpose, newLogin, time, ...how }) {
  const { payload } = await readSealed(how)
  return sealKeys({
    privateJwks: payload, username: how.username, time,
    password: newPassword, purpose: newPurpose, login: newLogin,
  })
}

// Open sealed keys: {keys, payload}. Of a key file the thumbprints of the account may be left out: it has its bundle.
// Throws ProtocolError as `openKeys` does.
export async function readSealed({ text, password, ...account }) {
  const jwe = parseCompact(text, { limit: MAX_SEALED, wrappedBytes: WRAPPED_BYTES, isHeader })
  const { p2c, p2s } = jwe.header
  if (p2c < MIN_ROUNDS || p2c > MAX_ROUNDS) throw new ProtocolError("bad-rounds")
  const contentKey = await unwrapUnder(await sealingKey(password, unb64u(p2s), p2c), jwe.wrapped)
  if (contentKey === null) throw new ProtocolError("bad-password")
  return readOpened(openContent(jwe, contentKey), account)
}

// Read what was sealed, and hold it against the account that it must belong to. Throws ProtocolError of PROTOCOL.md §5.
export async function readOpened(plaintext, {
  username, purpose, encThumbprint = null, sigThumbprint = null, login = null,
}) {
  const payload = readPayload(plaintext)
  if (!isPayload(payload)) throw new ProtocolError("bad-shape", "sealed keys")
  const keys = await importRow(await importKeys(payload), payload.earlier ?? [])
  if (payload.owner !== username) throw new ProtocolError("wrong-owner")
  if (payload.purpose !== purpose) throw new ProtocolError("wrong-purpose")
  const said = [[payload.thumbprints.enc, payload.thumbprints.sig]]
  if (purpose === "file") {
    const bundle = await readBundle(payload.bundle, username)
    said.push([bundle.encThumbprint, bundle.sigThumbprint])
  }
  if (purpose !== "file" || encThumbprint !== null) said.push([encThumbprint, sigThumbprint])
  if (said.some(([enc, sig]) => enc !== keys.encThumbprint || sig !== keys.sigThumbprint)) {
    throw new ProtocolError("wrong-thumbprint")
  }
  if (login !== null && (payload.login ?? login) !== login) throw new ProtocolError("wrong-salt")
  return { keys, payload }
}

// `p2s` is 16 bytes: the form of an id.
function isHeader(header) {
  return hasMembers(header, "alg", "enc", "p2c", "p2s")
    && header.alg === PBES2 && header.enc === ENC && Number.isSafeInteger(header.p2c)
    && isId(header.p2s)
}

function isPayload(payload) {
  const { purpose } = payload
  if (typeof purpose !== "string" || !Object.hasOwn(FURTHER, purpose)) return false
  const further = purpose === "file" ? FURTHER.file : FURTHER[purpose].filter((name) => Object.hasOwn(payload, name))
  const earlier = Object.hasOwn(payload, "earlier") ? ["earlier"] : []
  return hasMembers(payload, ...MEMBERS, ...further, ...earlier)
    && (payload.earlier === undefined || isEarlier(payload.earlier))
    && (payload.login === undefined || isId(payload.login))
    && (payload.key === undefined || isHash(payload.key))
    && (payload.bundle === undefined || typeof payload.bundle === "string")
    && isUsername(payload.owner) && isCount(payload.time)
    && hasMembers(payload.thumbprints, "enc", "sig")
    && isHash(payload.thumbprints.enc) && isHash(payload.thumbprints.sig)
}

function isEarlier(pairs) {
  return Array.isArray(pairs) && pairs.length >= 1 && pairs.length <= MAX_EARLIER
    && pairs.every((pair) => hasMembers(pair, "enc", "sig"))
}
