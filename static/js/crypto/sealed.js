// The private keys of an account, sealed under its password (PROTOCOL.md §5).
import { b64u, unb64u } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCount, isHash, isId, isUsername } from "./forms.js"
import { ENC, makeCompact, newContentKey, openContent, parseCompact } from "./jwe.js"
import { readPayload } from "./jws.js"
import { importKeys, thumbprint } from "./keys.js"
import { MAX_SEALED } from "./limits.js"
import { MAX_ROUNDS, MIN_ROUNDS, PBES2, ROUNDS, SALT_BYTES, sealingKey } from "./password.js"
import { CONTENT_KEY_BYTES, randomBytes, unwrapUnder, wrapUnder } from "./primitives.js"

// AES-KW adds 8 bytes (RFC 3394).
const WRAPPED_BYTES = CONTENT_KEY_BYTES + 8
const PURPOSES = ["password", "recovery"]
const MEMBERS = ["enc", "owner", "purpose", "sig", "thumbprints", "time", "v"]

// Seal private keys: {privateJwks: {enc, sig}, username, password, purpose, time, login?} → text; `login`
// is the salt of the login secret.
export async function sealKeys({
  privateJwks: { enc, sig }, username, password, purpose, time, login = null,
}) {
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
  if (login !== null) payload.login = login
  const plaintext = toCanonical(payload)
  const salt = randomBytes(SALT_BYTES)
  const contentKey = newContentKey()
  const wrapped = await wrapUnder(await sealingKey(password, salt, ROUNDS), contentKey)
  const header = { alg: PBES2, enc: ENC, p2c: ROUNDS, p2s: b64u(salt) }
  return makeCompact({ header, wrapped, contentKey, plaintext })
}

// Open sealed keys of an account whose bundle has these thumbprints:
// {text, username, password, purpose, encThumbprint, sigThumbprint, login?} → keys as `importKeys` gives;
// `login` is the salt that the server gave, where there was a login just now.
// Throws ProtocolError for every breach of PROTOCOL.md §5; `bad-password` for another password.
export async function openKeys({
  text, username, password, purpose, encThumbprint, sigThumbprint, login = null,
}) {
  const jwe = parseCompact(text, { limit: MAX_SEALED, wrappedBytes: WRAPPED_BYTES, isHeader })
  const { p2c, p2s } = jwe.header
  if (p2c < MIN_ROUNDS || p2c > MAX_ROUNDS) throw new ProtocolError("bad-rounds")
  const contentKey = await unwrapUnder(await sealingKey(password, unb64u(p2s), p2c), jwe.wrapped)
  if (contentKey === null) throw new ProtocolError("bad-password")
  const payload = readPayload(openContent(jwe, contentKey))
  if (!isPayload(payload)) throw new ProtocolError("bad-shape", "sealed keys")
  const keys = await importKeys(payload)
  if (payload.owner !== username) throw new ProtocolError("wrong-owner")
  if (payload.purpose !== purpose) throw new ProtocolError("wrong-purpose")
  for (const thumbprints of [payload.thumbprints, { enc: encThumbprint, sig: sigThumbprint }]) {
    if (thumbprints.enc !== keys.encThumbprint || thumbprints.sig !== keys.sigThumbprint) {
      throw new ProtocolError("wrong-thumbprint")
    }
  }
  if (login !== null && (payload.login ?? login) !== login) throw new ProtocolError("wrong-salt")
  return keys
}

// `p2s` is 16 bytes: the form of an id.
function isHeader(header) {
  return hasMembers(header, "alg", "enc", "p2c", "p2s")
    && header.alg === PBES2 && header.enc === ENC && Number.isSafeInteger(header.p2c)
    && isId(header.p2s)
}

function isPayload(payload) {
  const members = Object.hasOwn(payload, "login") ? [...MEMBERS, "login"] : MEMBERS
  return hasMembers(payload, ...members)
    && (payload.login === undefined || isId(payload.login))
    && isUsername(payload.owner) && PURPOSES.includes(payload.purpose) && isCount(payload.time)
    && hasMembers(payload.thumbprints, "enc", "sig")
    && isHash(payload.thumbprints.enc) && isHash(payload.thumbprints.sig)
}
