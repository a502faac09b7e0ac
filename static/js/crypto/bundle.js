// The key bundle: an account's two public keys, signed by itself (PROTOCOL.md §4).
import { utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hash, hasMembers, isCount, isUsername } from "./forms.js"
import { makeJws, parseJws, readPayload, verifyJws } from "./jws.js"
import { checkPublic, thumbprint } from "./keys.js"
import { MAX_BUNDLE } from "./limits.js"
import { checkRenewal, parseRenewal } from "./renewal.js"

const TYP = "securechat-bundle"
const MEMBERS = ["enc", "sig", "time", "username", "v"]
// How keys came after others of the account: the old ones vouch for them, or are lost.
const CAME = [[], ["renewal"], ["reset"]]

// Make the bundle of an account: {username, keys, encPublic, sigPublic, time, renewal?, reset?} → text; the
// renewal is what the old keys have said for these (`makeRenewal`), `reset` that the old ones are lost.
export function makeBundle({ username, keys, encPublic, sigPublic, time, renewal = null, reset = false }) {
  const payload = { enc: encPublic, sig: sigPublic, time, username, v: 1 }
  if (renewal !== null) payload.renewal = renewal
  if (reset) payload.reset = true
  return makeJws({ typ: TYP, payload, keys })
}

// Verify a key bundle, and that it is this person's where a name is given:
// {username, enc, sig, encThumbprint, sigThumbprint, time, text, hash, renewal, reset}; who signed the
// renewal, a text or null, is not verified here, and `reset`, that the keys before are lost, is only what these say.
// Throws ProtocolError for every breach of PROTOCOL.md §4.
export async function readBundle(text, username = null) {
  const jws = parseJws(text, TYP, MAX_BUNDLE)
  const payload = readPayload(jws.payload)
  if (!CAME.some((members) => hasMembers(payload, ...MEMBERS, ...members))
    || (Object.hasOwn(payload, "reset") && payload.reset !== true)
    || !isCount(payload.time) || !isUsername(payload.username)) {
    throw new ProtocolError("bad-shape", "bundle")
  }
  const { enc, sig, time, renewal = null } = payload
  const vouched = payload.renewal === undefined ? null : parseRenewal(payload.renewal)
  checkPublic(enc)
  checkPublic(sig)
  if (enc.n === sig.n) throw new ProtocolError("bad-key", "enc and sig are the same key")
  await verifyJws(jws, sig)
  if (username !== null && payload.username !== username) throw new ProtocolError("wrong-owner")
  const bundle = {
    username: payload.username,
    enc,
    sig,
    encThumbprint: await thumbprint(enc),
    sigThumbprint: await thumbprint(sig),
    time,
    text,
    hash: await hash(utf8(text)),
    renewal,
    reset: payload.reset === true,
  }
  if (vouched) checkRenewal(vouched, bundle)
  return bundle
}
