import { alice, mallory, PASSWORD, refusal } from "../actors.js"
import { scheme, storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { newPhrase } from "../../../static/js/lib/phrase.js"

const { drill, makePhrase } = await import("../../../static/js/session/recovery.js")
const { login: logIn, recover } = await import("../../../static/js/session/account.js")

const NEW = "INSECURE other battery staple"
const PHRASE = `${"abandon ".repeat(11)}about`
const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const seal = (changes = {}) => scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT, ...changes,
})
const SEALED = await seal()
const RECOVERY = await seal({ password: PHRASE, purpose: "recovery" })
const RECOVERY_SECRET = await scheme.recoverySecret(PHRASE, SALT)
const account = { username: "alice", encThumbprint: alice.enc_thumbprint, sigThumbprint: alice.sig_thumbprint }
const opensByPhrase = (text, phrase, login) =>
  scheme.openKeys({ ...account, text, password: phrase, purpose: "recovery", login })
const failure = (code) => (error) => error.code === code
const lost = () => {
  throw new TypeError("fetch failed")
}

let relay
let login

beforeEach(async () => {
  ;({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
  relay.phrase = null
})

/** Let Alice have a phrase already. */
const withPhrase = (sealed = RECOVERY) => relay.phrase = { salt: SALT, secret: RECOVERY_SECRET, sealed }

/** Let Alice's keys be in this browser only. */
async function inThisBrowserOnly({ phrase = false } = {}) {
  Object.assign(relay.account, { sealed: null, store: "browser" })
  login = { ...login, store: "browser" }
  if (phrase) withPhrase(null)
  await storage.putKept("alice", { bundle: alice.bundle, sealed: SEALED, ...phrase && { recovery: [{ bundle: alice.bundle, sealed: RECOVERY }] } })
}

const asked = (route) => relay.asked.filter((one) => one === route).length

test("a phrase opens the same keys, beside a salt of its own, and the server is shown another secret", async () => {
  const phrase = await newPhrase()
  await makePhrase(login, { phrase, password: PASSWORD })
  const { salt, secret, sealed } = relay.phrase
  assert.equal((await opensByPhrase(sealed, phrase, salt)).sigThumbprint, alice.sig_thumbprint)
  assert.equal(secret, await scheme.recoverySecret(phrase, salt))
  assert.notEqual(secret, await scheme.loginSecret(phrase, salt))
  assert.equal(relay.account.sealed, SEALED)
})

test("without the password none is made", async () => {
  await assert.rejects(makePhrase(login, { phrase: PHRASE, password: "wrong" }), refusal("bad-password"))
  assert.equal(asked("PUT /api/account/recovery"), 0)
})

test("an answer that is lost is asked for again; where none comes, nobody says that there is a phrase", async () => {
  let times = 0
  relay.lies["PUT /api/account/recovery"] = (answer) => ++times === 1 ? lost() : answer
  await makePhrase(login, { phrase: PHRASE, password: PASSWORD })
  assert.equal(times, 2)
  relay.lies["PUT /api/account/recovery"] = lost
  await assert.rejects(makePhrase(login, { phrase: PHRASE, password: PASSWORD }), failure("phrase-unsure"))
})

test("the drill opens the keys, and changes nothing anywhere", async () => {
  withPhrase()
  const before = structuredClone([relay.account, relay.phrase])
  const kept = await storage.get("login", "current")
  await drill(login, { phrase: PHRASE })
  assert.deepEqual([relay.account, relay.phrase], before)
  assert.equal((await storage.get("login", "current")).visit, kept.visit)
  assert.deepEqual(relay.asked.filter((one) => !one.startsWith("GET")), ["POST /api/recovery/salt", "POST /api/recovery/keys"])
})

test("the drill does not praise what would not recover", async () => {
  await assert.rejects(drill(login, { phrase: PHRASE }), failure("bad-recovery"))
  withPhrase()
  await assert.rejects(drill(login, { phrase: await newPhrase() }), failure("bad-recovery"))
  // The server lets anybody pass, and gives something that the phrase does not open.
  withPhrase(await seal({ password: NEW, purpose: "recovery" }))
  await assert.rejects(drill(login, { phrase: PHRASE }), refusal("bad-password"))
})

const swaps = {
  "another account's": [{ username: "mallory" }, "wrong-owner"],
  "another account's keys in this name": [{ privateJwks: mallory.privateJwks }, "wrong-thumbprint"],
  "those of the password": [{ purpose: "password" }, "wrong-purpose"],
  "those from before another salt": [{ login: scheme.newSalt() }, "wrong-salt"],
}
for (const [what, [changes, reason]] of Object.entries(swaps)) {
  test(`sealed keys that the server exchanged are refused: ${what}`, async () => {
    withPhrase(await seal({ password: PHRASE, purpose: "recovery", ...changes }))
    const before = structuredClone([relay.account, relay.phrase])
    await assert.rejects(drill(login, { phrase: PHRASE }), refusal(reason))
    await assert.rejects(recover({ username: "alice", phrase: PHRASE, password: NEW }), failure(reason))
    assert.deepEqual([relay.account, relay.phrase], before)
    assert.equal(asked("POST /api/recovery"), 0)
  })
}

test("Mallory's bundle and keys together are no way around it for who is logged in", async () => {
  withPhrase(await seal({ password: PHRASE, purpose: "recovery", privateJwks: mallory.privateJwks }))
  relay.lies["POST /api/recovery/keys"] = (answer) => ({ ...answer, bundle: mallory.bundle })
  await assert.rejects(drill(login, { phrase: PHRASE }), refusal("wrong-thumbprint"))
})

test("recovering sets a new password, keeps the keys, and logs in", async () => {
  withPhrase()
  await storage.wipe()
  const steps = []
  await recover({ username: "alice", phrase: PHRASE, password: NEW }, (step) => steps.push(step))
  assert.deepEqual(steps, ["prove", "seal", "send", "store"])
  const current = await storage.get("login", "current")
  assert.equal(current.keys.sigThumbprint, alice.sig_thumbprint)
  assert.deepEqual([current.username, current.store, current.bundle], ["alice", "server", alice.bundle])
  // The new password logs in, the old one does not, and the phrase has other salts than before.
  await logIn({ username: "alice", password: NEW })
  await assert.rejects(logIn({ username: "alice", password: PASSWORD }), failure("bad-credentials"))
  assert.notEqual(relay.phrase.salt, SALT)
  assert.notEqual(relay.phrase.secret, RECOVERY_SECRET)
  await drill(await storage.get("login", "current"), { phrase: PHRASE })
})

test("where the answer is lost, the form filled in again is answered", async () => {
  withPhrase()
  let times = 0
  relay.lies["POST /api/recovery"] = (answer) => ++times === 1 ? lost() : answer
  const wish = { username: "alice", phrase: PHRASE, password: NEW }
  await assert.rejects(recover(wish), failure("offline"))
  await recover(wish)
  await logIn({ username: "alice", password: NEW })
})

test("keys that are in this browser only are recovered here, and nowhere else", async () => {
  await inThisBrowserOnly({ phrase: true })
  await recover({ username: "alice", phrase: PHRASE, password: NEW })
  assert.deepEqual([relay.account.sealed, relay.phrase.sealed], [null, null])
  const { sealed, recovery, next } = await storage.get("kept", "alice")
  assert.deepEqual([next, recovery.length], [undefined, 1])
  await opensByPhrase(recovery[0].sealed, PHRASE, relay.phrase.salt)
  await scheme.openKeys({ ...account, text: sealed, password: NEW, purpose: "password", login: relay.account.salt })
  await storage.removeKept("alice")
  await assert.rejects(recover({ username: "alice", phrase: PHRASE, password: NEW }), failure("no-keys"))
})

test("of these, too, a phrase is made, and the password changed afterwards", async () => {
  await inThisBrowserOnly()
  await makePhrase(login, { phrase: PHRASE, password: PASSWORD })
  assert.equal(relay.phrase.sealed, null)
  await drill(login, { phrase: PHRASE })
  const { changePassword } = await import("../../../static/js/session/password.js")
  await changePassword(login, { old: PASSWORD, password: NEW })
  await drill(login, { phrase: PHRASE })
  assert.deepEqual(Object.keys(await storage.get("kept", "alice")).sort(), ["bundle", "recovery", "sealed"])
})

for (const arrives of [true, false]) {
  test(`where the answer is lost, the phrase opens what is in this browser: it was ${arrives ? "" : "not "}taken`, async () => {
    await inThisBrowserOnly({ phrase: true })
    const before = [{ ...relay.account }, { ...relay.phrase }]
    relay.lies["POST /api/recovery"] = () => {
      if (!arrives) [relay.account, relay.phrase] = before
      lost()
    }
    const wish = { username: "alice", phrase: PHRASE, password: NEW }
    await assert.rejects(recover(wish), failure("offline"))
    relay.lies = {}
    await logIn({ username: "alice", password: arrives ? NEW : PASSWORD })
    await drill({ ...login, store: "browser" }, { phrase: PHRASE })
    await recover(wish)
    await logIn({ username: "alice", password: NEW })
  })
}

test("behind an answer that was lost, a refusal says nothing: both phrases may count", async () => {
  await inThisBrowserOnly({ phrase: true })
  const [phrase, before] = [await newPhrase(), { ...relay.phrase }]
  let times = 0
  relay.lies["PUT /api/account/recovery"] = () => ++times === 1 ? lost() : { status: 401, error: { code: "bad-credentials" } }
  await assert.rejects(makePhrase(login, { phrase, password: PASSWORD }), failure("phrase-unsure"))
  relay.lies = {}
  await drill(login, { phrase })
  relay.phrase = before
  await drill(login, { phrase: PHRASE })
})

test("a login leaves what the phrase opens", async () => {
  await inThisBrowserOnly({ phrase: true })
  await logIn({ username: "alice", password: PASSWORD })
  await drill(login, { phrase: PHRASE })
})

test("of two tabs that recover at once, one does", async () => {
  await inThisBrowserOnly({ phrase: true })
  const wish = { username: "alice", phrase: PHRASE }
  const passwords = [NEW, "INSECURE third battery staple"]
  const done = await Promise.allSettled(passwords.map((password) => recover({ ...wish, password })))
  assert.deepEqual(done.map(({ status }) => status), ["fulfilled", "fulfilled"])
  await logIn({ username: "alice", password: passwords[1] })
  await drill(login, { phrase: PHRASE })
})

test("a phrase that is refused leaves the one of this browser as it was", async () => {
  await inThisBrowserOnly({ phrase: true })
  relay.lies["PUT /api/account/recovery"] = () => ({ status: 401, error: { code: "bad-credentials" } })
  await assert.rejects(makePhrase(login, { phrase: await newPhrase(), password: PASSWORD }), failure("bad-credentials"))
  const recovery = [{ bundle: alice.bundle, sealed: RECOVERY }]
  assert.deepEqual(await storage.get("kept", "alice"), { bundle: alice.bundle, sealed: SEALED, recovery })
})
