import { alice, mallory, PASSWORD } from "../actors.js"
import { scheme, storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { Failure } from "../../../static/js/net/failure.js"

const { login: logIn, loginByPasskey } = await import("../../../static/js/session/account.js")
const { SecondFactor } = await import("../../../static/js/session/second_factor.js")

const CODE = "123456"
const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const SEALED = await scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT,
})
const failure = (code) => (error) => error.code === code
const who = { username: "alice", password: PASSWORD }

let relay
let factor

beforeEach(async () => {
  const made = await world()
  relay = made.relay
  relay.account = { username: "alice", salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
  factor = new SecondFactor(made.login, async (work) => {
    try {
      return await work()
    } catch (error) {
      throw Failure.of(error)
    }
  })
})

test("who has a second factor is let in by it alone, and is asked again until it is right", async () => {
  relay.code = CODE
  await storage.wipe()
  const tried = []
  await logIn(who, undefined, async ({ ways, finish }) => {
    assert.deepEqual(ways, ["code"])
    assert.ok(!relay.asked.includes("GET /api/me"), "nothing is opened before")
    for (const code of ["000000", CODE]) await finish(code).then(() => tried.push(code), ({ code: reason }) => tried.push(reason))
  })
  assert.deepEqual(tried, ["bad-factor", CODE])
  assert.equal((await storage.get("login", "current")).username, "alice")
})

test("who gives up, or comes too late, is not logged in here", async () => {
  relay.code = CODE
  await storage.wipe()
  await assert.rejects(logIn(who, undefined, () => Promise.reject(new Failure("factor-over"))), failure("factor-over"))
  assert.equal(await storage.get("login", "current"), undefined)
  assert.ok(!relay.asked.includes("GET /api/me"))
})

test("another tab may change the password while somebody looks for a code", async () => {
  relay.code = CODE
  await logIn(who, undefined, async ({ finish }) => {
    await navigator.locks.request("securechat-password", () => finish(CODE))
  })
})

test("a second factor is set up by who knows the password, with a code of the app", async () => {
  await assert.rejects(factor.begin("wrong"), failure("bad-password"))
  assert.ok(!relay.asked.includes("POST /api/account/factor/totp"), "no secret is made of a password that opens nothing")
  const app = await factor.begin(PASSWORD)
  assert.equal(app.secret, "ABCD")
  await assert.rejects(app.finish("000000"), failure("bad-factor"))
  assert.deepEqual(await app.finish(CODE), ["abcdefghij"])
})

test("where the answer is lost nobody says that it is on, or off", async () => {
  const app = await factor.begin(PASSWORD)
  relay.lies["PUT /api/account/factor/totp"] = () => {
    throw new TypeError("fetch failed")
  }
  await assert.rejects(app.finish(CODE), failure("factor-unsure"))
})

test("a server that gives another salt is shown no secret", async () => {
  relay.lies["POST /api/login/salt"] = () => ({ salt: scheme.newSalt() })
  await assert.rejects(factor.turnOff(PASSWORD), failure("wrong-salt"))
  assert.ok(!relay.asked.some((route) => route.includes("factor")))
})

const PRF = Uint8Array.from({ length: 32 }, (_, n) => n)

/** Let the device make and show a passkey that makes this of the label; null for one without the extension. */
function device(first) {
  const bytes = new Uint8Array(4).buffer
  const response = { attestationObject: bytes, authenticatorData: bytes, clientDataJSON: bytes, signature: bytes }
  const prf = () => ({ enabled: true, results: { first: first.slice().buffer } })
  const answer = async () => ({ rawId: bytes, response, getClientExtensionResults: () => first ? { prf: prf() } : {} })
  Object.defineProperty(navigator, "credentials", { configurable: true, value: { create: answer, get: answer } })
}

test("a passkey that can opens the keys by itself, in a browser that has nothing", async () => {
  device(PRF)
  await factor.addPasskey(PASSWORD, "a key")
  const { bundle, sealed, ...told } = relay.passkey
  assert.equal(bundle, (await scheme.readBundle(alice.bundle, "alice")).hash)
  for (const secret of [Buffer.from(PRF).toString("base64url"), PASSWORD]) {
    assert.ok(!JSON.stringify({ bundle, sealed, ...told }).includes(secret))
  }
  await storage.wipe()
  await loginByPasskey()
  assert.equal((await storage.get("login", "current")).username, "alice")
  assert.ok(!relay.asked.includes("POST /api/login"))
})

test("one without the extension is a second factor, and logs nobody in alone", async () => {
  device(null)
  await factor.addPasskey(PASSWORD, "a key")
  assert.deepEqual([relay.passkey.bundle, relay.passkey.sealed], [null, null])
  await assert.rejects(loginByPasskey(), failure("passkey-second"))
  assert.ok(!relay.asked.includes("POST /api/passkey"))
})

test("without the password none is made", async () => {
  device(PRF)
  await assert.rejects(factor.addPasskey("wrong", "a key"), failure("bad-password"))
  assert.ok(!relay.asked.some((route) => route.includes("passkeys")))
})

const lies = {
  "another account's keys": { seal: { privateJwks: mallory.privateJwks, username: "mallory" }, reason: "wrong-owner" },
  "another's keys in this name": { seal: { privateJwks: mallory.privateJwks, username: "alice" }, reason: "wrong-thumbprint" },
}
for (const [name, { seal, reason }] of Object.entries(lies)) {
  test(`a server that gives ${name} for a passkey is refused`, async () => {
    device(PRF)
    const text = await scheme.sealKeys({ ...seal, password: "x", purpose: "password", time: 1 })
    const actor = seal.privateJwks === mallory.privateJwks ? mallory : alice
    const theirs = { encThumbprint: actor.enc_thumbprint, sigThumbprint: actor.sig_thumbprint, username: seal.username }
    // The server does not know what the passkey makes: this takes the device as well, or a fault of ours.
    const sealed = await scheme.sealForPasskey({ ...theirs, text, password: "x", purpose: "password", prf: PRF, time: 1 })
    relay.passkey = { sealed }
    await storage.wipe()
    await assert.rejects(loginByPasskey(), failure(reason))
    assert.equal(await storage.get("login", "current"), undefined)
  })
}

test("what is sealed under the password is no answer to a passkey", async () => {
  device(PRF)
  relay.passkey = { sealed: SEALED }
  await storage.wipe()
  await assert.rejects(loginByPasskey(), failure("bad-header"))
  device(PRF.with(0, 9))
  relay.passkey = { sealed: await scheme.sealForPasskey({
    username: "alice", encThumbprint: alice.enc_thumbprint, sigThumbprint: alice.sig_thumbprint,
    text: SEALED, password: PASSWORD, purpose: "password", prf: PRF, time: 1,
  }) }
  await assert.rejects(loginByPasskey(), failure("passkey-second"))
  assert.equal(await storage.get("login", "current"), undefined)
})
