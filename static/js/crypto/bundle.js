// The key bundle: an account's two public keys, signed by itself (PROTOCOL.md §4).
import { utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { hash, hasMembers, isCount, isUsername } from "./forms.js"
import { makeJws, parseJws, readPayload, verifyJws } from "./jws.js"
import { checkPublic, thumbprint } from "./keys.js"
import { MAX_BUNDLE } from "./limits.js"

const TYP = "securechat-bundle"

// Make the bundle of an account: {username, keys, encPublic, sigPublic, time} → text.
export function makeBundle({ username, keys, encPublic, sigPublic, time }) {
  const payload = { enc: encPublic, sig: sigPublic, time, username, v: 1 }
  return makeJws({ typ: TYP, payload, keys })
}

// Verify a key bundle, and that it is this person's where a name is given:
// {username, enc, sig, encThumbprint, sigThumbprint, time, text, hash}.
// Throws ProtocolError for every breach of PROTOCOL.md §4.
export async function readBundle(text, username = null) {
  const jws = parseJws(text, TYP, MAX_BUNDLE)
  const payload = readPayload(jws.payload)
  if (!hasMembers(payload, "enc", "sig", "time", "username", "v")
    || !isCount(payload.time) || !isUsername(payload.username)) {
    throw new ProtocolError("bad-shape", "bundle")
  }
  const { enc, sig, time } = payload
  checkPublic(enc)
  checkPublic(sig)
  if (enc.n === sig.n) throw new ProtocolError("bad-key", "enc and sig are the same key")
  await verifyJws(jws, sig)
  if (username !== null && payload.username !== username) throw new ProtocolError("wrong-owner")
  return {
    username: payload.username,
    enc,
    sig,
    encThumbprint: await thumbprint(enc),
    sigThumbprint: await thumbprint(sig),
    time,
    text,
    hash: await hash(utf8(text)),
  }
}

// Verify all that `bundles`, {username: [text]}, has of a person. Throws as `readBundle` does.
export function readBundles(bundles, username) {
  const texts = Object.hasOwn(bundles, username) ? bundles[username] : []
  return Promise.all(texts.map((text) => readBundle(text, username)))
}

// Find the one of a person's bundles that has the thumbprints a roster names.
// Throws ProtocolError `no-bundle` where there is none, `wrong-thumbprint` where all have others.
export function findBundle(bundles, { enc, sig }) {
  if (bundles.length === 0) throw new ProtocolError("no-bundle")
  const found = bundles.find((bundle) => bundle.encThumbprint === enc && bundle.sigThumbprint === sig)
  if (!found) throw new ProtocolError("wrong-thumbprint")
  return found
}
