// Sealed keys under what a passkey makes: its PRF extension (PROTOCOL.md §5.8).
import { utf8 } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers } from "./forms.js"
import { ENC, makeCompact, newContentKey, openContent, parseCompact } from "./jwe.js"
import { MAX_SEALED } from "./limits.js"
import { hkdf, unwrapUnder, wrapUnder } from "./primitives.js"
import { readOpened, readSealed, sealedPayload, WRAPPED_BYTES } from "./sealed.js"

const ALG = "A256KW"
const TYP = "securechat-passkey"
const PURPOSE = "passkey"
const LABEL = utf8("securechat/passkey/1")
const PRF_BYTES = 32
const KEK_BYTES = 32

// Open sealed keys as `openKeys` does, and seal them for a passkey: {…, prf, time} → text; `prf` is what the
// passkey made of the label. Throws ProtocolError as `openKeys` does; `bad-shape` where `prf` is not 32 bytes.
export async function sealForPasskey({ prf, time, ...how }) {
  const key = await sealingKey(prf)
  const { payload } = await readSealed(how)
  const plaintext = toCanonical(await sealedPayload(payload, how.username, PURPOSE, time))
  const contentKey = newContentKey()
  const wrapped = await wrapUnder(key, contentKey)
  return makeCompact({ header: { alg: ALG, enc: ENC, typ: TYP }, wrapped, contentKey, plaintext })
}

// Open keys that were sealed for a passkey, of an account whose bundle has these thumbprints:
// {text, prf, username, encThumbprint, sigThumbprint} → keys as `importKeys` gives.
// Throws ProtocolError for every breach of PROTOCOL.md §5.8; `bad-unwrap` where the passkey is another.
export async function openByPasskey({ text, prf, ...account }) {
  const jwe = parseCompact(text, { limit: MAX_SEALED, wrappedBytes: WRAPPED_BYTES, isHeader })
  const contentKey = await unwrapUnder(await sealingKey(prf), jwe.wrapped)
  if (contentKey === null) throw new ProtocolError("bad-unwrap")
  const { keys } = await readOpened(openContent(jwe, contentKey), { ...account, purpose: PURPOSE })
  return keys
}

function isHeader(header) {
  return hasMembers(header, "alg", "enc", "typ") && header.alg === ALG && header.enc === ENC && header.typ === TYP
}

function sealingKey(prf) {
  if (prf.length !== PRF_BYTES) throw new ProtocolError("bad-shape", "prf")
  return hkdf(prf, LABEL, KEK_BYTES)
}
