import { alice, mallory, PASSWORD, refusal } from "../actors.js"
import { scheme, storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const { changePassword } = await import("../../../static/js/session/password.js")
const { openAny } = await import("../../../static/js/session/sealed.js")
const { login: logIn } = await import("../../../static/js/session/account.js")

const NEW = "INSECURE other battery staple"
const THIRD = "INSECURE third battery staple"
const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const seal = (changes = {}) => scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT, ...changes,
})
const SEALED = await seal()
const account = { username: "alice", purpose: "password", encThumbprint: alice.enc_thumbprint, sigThumbprint: alice.sig_thumbprint }
const opens = (text, password, login) => scheme.openKeys({ ...account, text, password, login })
const failure = (code) => (error) => error.code === code

let relay
let login

beforeEach(async () => {
  ;({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
})

const asksToChange = () => relay.asked.filter((one) => one === "POST /api/account/password").length

test("the same keys rest under the new password, beside a salt of its own", async () => {
  const steps = []
  await changePassword(login, { old: PASSWORD, password: NEW }, (step) => steps.push(step))
  const { salt, secret, sealed } = relay.account
  assert.notEqual(salt, SALT)
  assert.equal(secret, await scheme.loginSecret(NEW, salt))
  assert.equal((await opens(sealed, NEW, salt)).sigThumbprint, alice.sig_thumbprint)
  await assert.rejects(opens(sealed, PASSWORD), refusal("bad-password"))
  assert.deepEqual(steps, ["open", "seal", "send"])
})

test("with another password nothing is asked for", async () => {
  await assert.rejects(changePassword(login, { old: "wrong", password: NEW }), refusal("bad-password"))
  assert.equal(asksToChange(), 0)
  assert.equal(relay.account.sealed, SEALED)
})

test("a salt of the server's choice gets no secret of the old password", async () => {
  relay.account.salt = scheme.newSalt()
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), refusal("wrong-salt"))
  assert.equal(asksToChange(), 0)
})

test("keys that are not this account's are not sealed anew", async () => {
  relay.account.sealed = await seal({ privateJwks: mallory.privateJwks })
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), refusal("wrong-thumbprint"))
  relay.account.sealed = await seal({ username: "mallory" })
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), refusal("wrong-owner"))
  assert.equal(asksToChange(), 0)
})

test("an answer that is lost is asked for again, with the same words", async () => {
  const bodies = []
  relay.lies["POST /api/account/password"] = (answer) => {
    bodies.push(structuredClone(relay.account))
    if (bodies.length === 1) throw new TypeError("fetch failed")
    return answer
  }
  await changePassword(login, { old: PASSWORD, password: NEW })
  assert.equal(bodies.length, 2)
  assert.deepEqual(bodies[0], bodies[1])
})

test("where no answer comes, nobody says which password counts", async () => {
  relay.lies["POST /api/account/password"] = () => {
    throw new TypeError("fetch failed")
  }
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
})

async function inThisBrowserOnly() {
  Object.assign(relay.account, { sealed: null, store: "browser" })
  login = { ...login, store: "browser" }
  await storage.putKept("alice", { bundle: alice.bundle, sealed: SEALED })
}

test("keys that are in this browser only are sealed anew in this browser", async () => {
  await inThisBrowserOnly()
  await changePassword(login, { old: PASSWORD, password: NEW })
  assert.equal(relay.account.sealed, null)
  const { sealed, ...others } = await storage.get("kept", "alice")
  assert.deepEqual(others, { bundle: alice.bundle })
  await opens(sealed, NEW, relay.account.salt)
  await assert.rejects(opens(sealed, PASSWORD), refusal("bad-password"))
})

for (const arrives of [true, false]) {
  test(`where the answer is lost, the next login finds the keys: the change was ${arrives ? "" : "not "}made`, async () => {
    await inThisBrowserOnly()
    const before = { ...relay.account }
    relay.lies["POST /api/account/password"] = () => {
      if (!arrives) Object.assign(relay.account, before)
      throw new TypeError("fetch failed")
    }
    await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
    relay.lies = {}
    const [right, wrong] = arrives ? [NEW, PASSWORD] : [PASSWORD, NEW]
    await assert.rejects(logIn({ username: "alice", password: wrong }), failure("bad-credentials"))
    await logIn({ username: "alice", password: right })
    const { sealed, next } = await storage.get("kept", "alice")
    assert.equal(next, undefined)
    await opens(sealed, right)
    await assert.rejects(opens(sealed, wrong), refusal("bad-password"))
  })
}

test("what is refused leaves the keys of this browser as they were", async () => {
  await inThisBrowserOnly()
  relay.lies["POST /api/account/password"] = () => ({ status: 401, error: { code: "bad-credentials" } })
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("bad-credentials"))
  assert.deepEqual(await storage.get("kept", "alice"), { bundle: alice.bundle, sealed: SEALED })
})

const CHANGE = "POST /api/account/password"
const lost = () => {
  throw new TypeError("fetch failed")
}

/** The keys of this browser open with this password, and are the only ones that are kept then. */
async function comesIn(password) {
  relay.lies = {}
  await logIn({ username: "alice", password })
  const { sealed, next } = await storage.get("kept", "alice")
  assert.equal(next, undefined)
  await opens(sealed, password, relay.account.salt)
}

test("a proxy that answers in the server's place says nothing about the change", async () => {
  await inThisBrowserOnly()
  relay.lies[CHANGE] = () => ({ status: 502 })
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
  await comesIn(NEW)
})

test("a proxy that fails once is asked again", async () => {
  await inThisBrowserOnly()
  relay.lies[CHANGE] = (answer) => asksToChange() === 1 ? { status: 502 } : answer
  await changePassword(login, { old: PASSWORD, password: NEW })
  await comesIn(NEW)
})

for (const [status, code] of [[429, "too-often"], [401, "not-logged-in"], [401, "bad-credentials"]]) {
  test(`behind an answer that was lost, ${code} says nothing about the change`, async () => {
    await inThisBrowserOnly()
    relay.lies[CHANGE] = () => asksToChange() === 1 ? lost() : { status, error: { code } }
    await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
    await comesIn(NEW)
  })
}

test("of two tabs that change the password at once, the one that comes first keeps its keys", async () => {
  await inThisBrowserOnly()
  const [first, second] = await Promise.allSettled([
    changePassword(login, { old: PASSWORD, password: NEW }), changePassword(login, { old: PASSWORD, password: THIRD }),
  ])
  assert.equal(first.status, "fulfilled")
  assert.equal(second.reason.reason, "bad-password")
  await comesIn(NEW)
})

for (const counts of [NEW, PASSWORD]) {
  test(`a change behind one whose answer was lost overwrites nothing: ${counts === NEW ? "the new" : "the old"} password counts`, async () => {
    await inThisBrowserOnly()
    const before = { ...relay.account }
    relay.lies[CHANGE] = lost
    await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
    if (counts === PASSWORD) Object.assign(relay.account, before)
    const then = { ...relay.account }
    relay.lies[CHANGE] = () => {
      Object.assign(relay.account, then)
      lost()
    }
    await assert.rejects(changePassword(login, { old: counts, password: THIRD }), failure("password-unsure"))
    await comesIn(counts)
  })
}

test("a request that arrives late finds its keys, though another change was refused meanwhile", async () => {
  await inThisBrowserOnly()
  const before = { ...relay.account }
  relay.lies[CHANGE] = lost
  await assert.rejects(changePassword(login, { old: PASSWORD, password: NEW }), failure("password-unsure"))
  const late = { ...relay.account }
  Object.assign(relay.account, before)
  relay.lies[CHANGE] = () => {
    Object.assign(relay.account, late)
    return { status: 401, error: { code: "bad-credentials" } }
  }
  await assert.rejects(changePassword(login, { old: PASSWORD, password: THIRD }), failure("bad-credentials"))
  await comesIn(NEW)
})

test("a change to the same password, whose answer was lost, is found by its salt", async () => {
  await inThisBrowserOnly()
  relay.lies[CHANGE] = lost
  await assert.rejects(changePassword(login, { old: PASSWORD, password: PASSWORD }), failure("password-unsure"))
  await comesIn(PASSWORD)
})

test("what an older release kept beside the keys is found", async () => {
  await inThisBrowserOnly()
  relay.account.salt = scheme.newSalt()
  relay.account.secret = await scheme.loginSecret(NEW, relay.account.salt)
  const next = await seal({ password: NEW, login: relay.account.salt })
  await storage.putKept("alice", { bundle: alice.bundle, sealed: SEALED, next })
  await comesIn(NEW)
})

test("of two sealed texts the one that opens counts, and others are refused for what they are", async () => {
  const next = await seal({ password: NEW })
  const ones = [SEALED, next].map((sealed) => ({ bundle: alice.bundle, sealed }))
  const who = { username: "alice", purpose: "password" }
  assert.equal((await openAny(ones, { ...who, password: NEW })).sealed, next)
  assert.equal((await openAny(ones, { ...who, password: PASSWORD })).sealed, SEALED)
  await assert.rejects(openAny(ones, { ...who, password: "x" }), refusal("bad-password"))
  await assert.rejects(openAny(ones, { ...who, password: PASSWORD, login: scheme.newSalt() }), refusal("wrong-salt"))
  const other = { bundle: alice.bundle, sealed: await seal({ username: "bob" }) }
  await assert.rejects(openAny([other], { ...who, password: PASSWORD }), refusal("wrong-owner"))
  await assert.rejects(openAny([], who), failure("no-keys"))
})
