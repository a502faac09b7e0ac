import { b64u, unb64u, utf8 } from "../crypto/bytes.js"
import { Failure } from "../net/failure.js"

/**
 * What holds a person's passkeys, asked through `navigator.credentials` (WebAuthn): to make one, and to sign a challenge.
 * Rejects with Failure `passkey-cancelled`, `passkey-there` (it has one of this account), `passkey-unable`.
 */

/** RFC 9053 and 8812: ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257]

/** How long a person may take to find it, in milliseconds. */
const PATIENCE = 120_000

/** What the PRF extension is asked for (PROTOCOL 5.8): the same for everybody, since each passkey makes something else of it. */
const PRF = { prf: { eval: { first: utf8("securechat/passkey/1") } } }

const FAILURES = { AbortError: "passkey-cancelled", InvalidStateError: "passkey-there", NotAllowedError: "passkey-cancelled" }

/**
 * Make a passkey: {attestation, client_data}, as the server reads them, and {prf}, which nobody reads: 32 bytes that keys may be
 * sealed under, or null where it has no such extension.
 * @param {{challenge: string, exclude: string[], host: string, user: string}} asked by the server
 */
export async function make({ challenge, exclude, host, user }, username) {
  const made = await asking(() => navigator.credentials.create({
    publicKey: {
      challenge: unb64u(challenge),
      rp: { id: host, name: "SecureChat" },
      user: { id: unb64u(user), name: username, displayName: username },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: "public-key" })),
      excludeCredentials: exclude.map(described),
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      attestation: "none",
      extensions: PRF,
      timeout: PATIENCE,
    },
  }))
  const { attestationObject, clientDataJSON } = made.response
  return { attestation: encoded(attestationObject), client_data: encoded(clientDataJSON), prf: await prfOf(made, host) }
}

/**
 * Have a passkey sign: {authenticator, client_data, credential, signature}.
 * @param {{challenge: string, host: string, passkeys: string[]}} asked by the server
 */
export async function show({ challenge, host, passkeys }) {
  return answerOf(await get(challenge, host, { allowCredentials: passkeys.map(described), userVerification: "preferred" }))
}

/**
 * Have any passkey of this host sign, the person being verified: as `show`, and {prf}, as `make`.
 * @param {{challenge: string, host: string}} asked by the server
 */
export async function unlock({ challenge, host }) {
  const shown = await get(challenge, host, { extensions: PRF, userVerification: "required" })
  return { ...answerOf(shown), prf: outputOf(shown) }
}

const get = (challenge, host, wish) => asking(() => navigator.credentials.get({
  publicKey: { challenge: unb64u(challenge), rpId: host, timeout: PATIENCE, ...wish },
}))

const answerOf = ({ rawId, response }) => ({
  authenticator: encoded(response.authenticatorData),
  client_data: encoded(response.clientDataJSON),
  credential: encoded(rawId),
  signature: encoded(response.signature),
})

/** Some say when they are made what they make of it, others only when they sign: then nobody reads the signature. */
async function prfOf(made, host) {
  const { prf } = made.getClientExtensionResults()
  if (!prf?.enabled) return null
  if (prf.results?.first) return outputOf(made)
  const wish = { allowCredentials: [{ id: made.rawId, type: "public-key" }], extensions: PRF, userVerification: "required" }
  // Without it the passkey is a second factor all the same.
  return get(b64u(crypto.getRandomValues(new Uint8Array(32))), host, wish).then(outputOf, () => null)
}

const outputOf = (credential) => {
  const first = credential.getClientExtensionResults().prf?.results?.first
  return first ? new Uint8Array(first) : null
}

const described = (id) => ({ id: unb64u(id), type: "public-key" })
const encoded = (buffer) => b64u(new Uint8Array(buffer))

async function asking(work) {
  try {
    return await work()
  } catch (error) {
    throw new Failure(FAILURES[error.name] ?? "passkey-unable")
  }
}
