// Compact JWS under PS256: form first, signature after (PROTOCOL.md §1.2, §3.1).
//
// A JWS is opened in two steps, because a bundle carries its own key and a roster entry names its
// signer inside: `parseJws` looks at form, encodings and header and uses no key; `verifyJws` then
// holds the signature against the only key that may have made it.
import { b64u, isAscii, unb64u, utf8 } from "./bytes.js"
import { fromCanonical, toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isHash, isObject } from "./forms.js"
import { verifierOf } from "./keys.js"
import { checkSize } from "./limits.js"
import { RSA_BYTES, sign, verify } from "./primitives.js"

// Sign a payload: {typ, payload, keys} → text.
export async function makeJws({ typ, payload, keys }) {
  const header = { alg: "PS256", kid: keys.sigThumbprint, typ }
  const input = `${b64u(toCanonical(header))}.${b64u(toCanonical(payload))}`
  return `${input}.${b64u(await sign(keys.sig, utf8(input)))}`
}

// Take a compact JWS of one typ apart: {kid, payload, input, signature}, all still unproven.
// Throws ProtocolError `too-large`, `bad-shape`, `bad-base64`, `bad-json`, `bad-header`.
export function parseJws(text, typ, limit) {
  checkSize(text, limit)
  const parts = text.split(".")
  if (!isAscii(text) || parts.length !== 3) throw new ProtocolError("bad-shape", "not a compact JWS")
  const [headerBytes, payload, signature] = parts.map(unb64u)
  const header = fromCanonical(headerBytes)
  if (!hasMembers(header, "alg", "kid", "typ")
    || header.alg !== "PS256" || header.typ !== typ || !isHash(header.kid)) {
    throw new ProtocolError("bad-header")
  }
  return { kid: header.kid, payload, input: text.slice(0, text.lastIndexOf(".")), signature }
}

// Read a payload as far as every kind of payload is alike: JSON and version.
// Throws ProtocolError `bad-json`, `bad-shape`, `bad-version`.
export function readPayload(bytes) {
  const payload = fromCanonical(bytes)
  if (!isObject(payload)) throw new ProtocolError("bad-shape", "payload is not an object")
  if (payload.v !== 1) throw new ProtocolError("bad-version")
  return payload
}

// Hold a JWS against the only key that may have signed it, a public JWK.
// Throws ProtocolError `bad-key`, `unknown-key`, `bad-signature`.
export async function verifyJws(jws, jwk) {
  const { key, thumbprint } = await verifierOf(jwk)
  if (jws.kid !== thumbprint) throw new ProtocolError("unknown-key")
  if (jws.signature.length !== RSA_BYTES) throw new ProtocolError("bad-signature", "length")
  if (await verify(key, jws.signature, utf8(jws.input)) !== true) {
    throw new ProtocolError("bad-signature")
  }
}

// Open a JWS whose signer is known beforehand and give its payload.
// Throws ProtocolError as `parseJws`, `verifyJws` and `readPayload` do.
export async function readJws(text, typ, limit, jwk) {
  const jws = parseJws(text, typ, limit)
  await verifyJws(jws, jwk)
  return readPayload(jws.payload)
}
