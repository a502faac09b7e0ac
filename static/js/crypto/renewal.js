// A renewal: the old keys of an account vouch for its new ones (PROTOCOL.md §4.1).
//
// It stands inside the new bundle. Reading that checks its form and what it says; who signed it shows
// only beside the old bundle, in bundle_row.js.
import { ProtocolError } from "./errors.js"
import { hasMembers, isCount, isHash, isUsername } from "./forms.js"
import { makeJws, parseJws, readPayload } from "./jws.js"
import { checkPublic, thumbprint } from "./keys.js"
import { MAX_RENEWAL } from "./limits.js"

const TYP = "securechat-renewal"

// Vouch with the old keys of an account for its new ones:
// {keys: old ones, username, encPublic, sigPublic, time} → text.
export async function makeRenewal({ keys, username, encPublic, sigPublic, time }) {
  checkPublic(encPublic)
  checkPublic(sigPublic)
  const [enc, sig] = await Promise.all([thumbprint(encPublic), thumbprint(sigPublic)])
  return makeJws({ typ: TYP, payload: { enc, sig, time, username, v: 1 }, keys })
}

// Take a renewal apart and check its form, not its signature: {jws, enc, sig, time, username}.
// Throws ProtocolError of PROTOCOL.md §1.2.
export function parseRenewal(text) {
  const jws = parseJws(text, TYP, MAX_RENEWAL)
  const payload = readPayload(jws.payload)
  if (!hasMembers(payload, "enc", "sig", "time", "username", "v")
    || !isHash(payload.enc) || !isHash(payload.sig)
    || !isCount(payload.time) || !isUsername(payload.username)) {
    throw new ProtocolError("bad-shape", "renewal")
  }
  const { enc, sig, time, username } = payload
  return { jws, enc, sig, time, username }
}

// Hold a renewal against the bundle around it.
// Throws ProtocolError `wrong-thumbprint`, `wrong-owner`, `unknown-key`.
export function checkRenewal(renewal, { username, encThumbprint, sigThumbprint }) {
  if (renewal.enc !== encThumbprint || renewal.sig !== sigThumbprint) {
    throw new ProtocolError("wrong-thumbprint", "renewal")
  }
  if (renewal.username !== username) throw new ProtocolError("wrong-owner", "renewal")
  // Whoever vouches for themselves has shown nothing.
  if (renewal.jws.kid === sigThumbprint) throw new ProtocolError("unknown-key", "renewal")
}
