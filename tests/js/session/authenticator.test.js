import "./browser.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { b64u } from "../../../static/js/crypto/bytes.js"

const authenticator = await import("../../../static/js/session/authenticator.js")

const bytes = (...numbers) => Uint8Array.from(numbers)
const ASKED = { challenge: b64u(bytes(1)), exclude: [b64u(bytes(2))], host: "chat.example", passkeys: [b64u(bytes(3))], user: b64u(bytes(4)) }
let asked

/** Let the browser answer what is asked for credentials, or throw. */
const answering = (answer) => {
  const ask = async ({ publicKey }) => {
    asked = publicKey
    if (answer instanceof Error) throw answer
    return answer
  }
  Object.defineProperty(navigator, "credentials", { configurable: true, value: { create: ask, get: ask } })
}

const results = (prf) => ({ getClientExtensionResults: () => prf ? { prf } : {} })
const MADE = {
  rawId: bytes(3).buffer,
  response: { attestationObject: bytes(5).buffer, clientDataJSON: bytes(6).buffer },
}
const SHOWN = {
  rawId: bytes(3).buffer,
  response: { authenticatorData: bytes(7).buffer, clientDataJSON: bytes(8).buffer, signature: bytes(9).buffer },
}

test("a passkey is made for this host and account, and what the server reads of it is passed on", async () => {
  answering({ ...MADE, ...results() })
  assert.deepEqual(await authenticator.make(ASKED, "alice"), { attestation: b64u(bytes(5)), client_data: b64u(bytes(6)), prf: null })
  assert.deepEqual(asked.challenge, bytes(1))
  assert.deepEqual(asked.excludeCredentials, [{ id: bytes(2), type: "public-key" }])
  assert.deepEqual(asked.user, { id: bytes(4), name: "alice", displayName: "alice" })
  assert.equal(asked.rp.id, "chat.example")
  assert.equal(asked.attestation, "none")
})

test("a passkey signs the challenge that the server asked for", async () => {
  answering(SHOWN)
  assert.deepEqual(await authenticator.show(ASKED), {
    authenticator: b64u(bytes(7)), client_data: b64u(bytes(8)), credential: b64u(bytes(3)), signature: b64u(bytes(9)),
  })
  assert.deepEqual(asked.allowCredentials, [{ id: bytes(3), type: "public-key" }])
})

test("what it makes of the label comes when it is made, or when it signs next, or not at all", async () => {
  const first = bytes(10).buffer
  answering({ ...MADE, ...results({ enabled: true, results: { first } }) })
  assert.deepEqual((await authenticator.make(ASKED, "alice")).prf, bytes(10))
  assert.equal(new TextDecoder().decode(asked.extensions.prf.eval.first), "securechat/passkey/1")
  let signs = { ...SHOWN, ...results({ results: { first } }) }
  const create = async () => ({ ...MADE, ...results({ enabled: true }) })
  const get = async ({ publicKey }) => {
    asked = publicKey
    if (!signs) throw new DOMException("", "NotAllowedError")
    return signs
  }
  Object.defineProperty(navigator, "credentials", { configurable: true, value: { create, get } })
  assert.deepEqual((await authenticator.make(ASKED, "alice")).prf, bytes(10))
  assert.deepEqual(asked.allowCredentials, [{ id: MADE.rawId, type: "public-key" }])
  assert.equal(asked.userVerification, "required")
  signs = null
  assert.equal((await authenticator.make(ASKED, "alice")).prf, null)
})

test("to log in alone it is asked for nobody's passkey, and for the person", async () => {
  answering({ ...SHOWN, ...results({ results: { first: bytes(10).buffer } }) })
  const { prf, credential } = await authenticator.unlock(ASKED)
  assert.deepEqual([prf, credential], [bytes(10), b64u(bytes(3))])
  assert.equal(asked.allowCredentials, undefined)
  assert.equal(asked.userVerification, "required")
})

for (const [name, code] of [["NotAllowedError", "passkey-cancelled"], ["InvalidStateError", "passkey-there"], ["SecurityError", "passkey-unable"]]) {
  test(`what the browser says is said as ${code}`, async () => {
    answering(new DOMException("", name))
    await assert.rejects(authenticator.make(ASKED, "alice"), (failure) => failure.code === code)
    await assert.rejects(authenticator.show(ASKED), (failure) => failure.code === code)
  })
}
