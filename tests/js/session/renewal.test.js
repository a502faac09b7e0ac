import { alice, bob, carol, mallory, PASSWORD, refusal } from "../actors.js"
import { people, scheme, storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const { renewKeys, settleRenewal } = await import("../../../static/js/session/renewal.js")
const { login: logIn } = await import("../../../static/js/session/account.js")
const { Directory } = await import("../../../static/js/session/directory.js")

const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const SEALED = await scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT,
})

let relay
let login

beforeEach(async () => {
  ;({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
})

const asked = () => relay.asked.filter((one) => one === "POST /api/keys").length
const there = () => storage.get("login", "current")
const own = (text) => scheme.readBundle(text, "alice")

test("the old keys vouch for the new ones, and rest beside them", async () => {
  const steps = []
  await storage.put("chains", "a room", "a session of the old keys")
  await renewKeys(login, { password: PASSWORD }, (step) => steps.push(step))
  assert.deepEqual(steps, ["open", "keys", "send"])
  const [, bundle] = await scheme.readRenewals({ username: "alice", texts: [alice.bundle, relay.me.bundle] })
  const { encThumbprint, sigThumbprint } = bundle
  const how = { username: "alice", password: PASSWORD, purpose: "password", login: SALT, encThumbprint, sigThumbprint }
  const keys = await scheme.openKeys({ ...how, text: relay.account.sealed })
  assert.deepEqual(keys.earlier.map((pair) => pair.encThumbprint), [alice.enc_thumbprint])
  const now = await there()
  assert.deepEqual([now.bundle, now.earlier, now.visit], [relay.me.bundle, [alice.bundle], login.visit])
  assert.deepEqual([now.keys.sigThumbprint, now.keys.enc.extractable], [sigThumbprint, false])
  assert.equal(await storage.get("chains", "a room"), undefined)
  assert.deepEqual(await storage.preparedKeys(), [])
})

test("renewed keys renew, and are found by whoever logs in", async () => {
  await renewKeys(login, { password: PASSWORD })
  const [first, second] = [alice.bundle, relay.me.bundle]
  await renewKeys(await there(), { password: PASSWORD })
  relay.bundles.set("alice", [first, second, relay.me.bundle])
  await logIn({ username: "alice", password: PASSWORD })
  const now = await there()
  assert.deepEqual(now.earlier, [first, second])
  assert.equal(now.keys.earlier.length, 2)
})

test("with another password nothing is asked for", async () => {
  await assert.rejects(renewKeys(login, { password: "wrong" }), refusal("bad-password"))
  assert.equal(asked(), 0)
  assert.equal((await there()).bundle, alice.bundle)
})

test("what the server refuses leaves the old keys alone", async () => {
  relay.account.secret = "another by now"
  await assert.rejects(renewKeys(login, { password: PASSWORD }), { code: "bad-credentials" })
  assert.deepEqual(await storage.preparedKeys(), [])
  assert.equal((await there()).bundle, alice.bundle)
})

for (const isTaken of [true, false]) {
  test(`an answer that is lost costs nothing, whether or not the keys were taken: ${isTaken}`, async () => {
    relay.lies["POST /api/keys"] = () => {
      throw new TypeError("fetch failed")
    }
    const honest = relay.me
    await assert.rejects(renewKeys(login, { password: PASSWORD }), { code: "renewal-unsure" })
    if (!isTaken) relay.me = honest
    const settled = await settleRenewal(await there(), relay.me)
    assert.equal(settled.bundle, relay.me.bundle)
    assert.equal((await own(settled.bundle)).encThumbprint, settled.keys.encThumbprint)
    assert.equal((await there()).bundle, relay.me.bundle)
  })
}

test("a request that arrives after the next one was prepared still finds its keys", async () => {
  relay.lies["POST /api/keys"] = () => {
    throw new TypeError("fetch failed")
  }
  const honest = { me: relay.me, account: { ...relay.account } }
  await assert.rejects(renewKeys(login, { password: PASSWORD }), { code: "renewal-unsure" })
  const late = relay.me
  Object.assign(relay, honest)
  await assert.rejects(renewKeys(login, { password: PASSWORD }), { code: "renewal-unsure" })
  assert.equal((await storage.preparedKeys()).length, 2, "the premise")
  const settled = await settleRenewal(await there(), late)
  assert.equal((await own(late.bundle)).sigThumbprint, settled.keys.sigThumbprint)
  assert.deepEqual(await storage.preparedKeys(), [])
})

test("keys that a server says we had before are none of ours", async () => {
  const publics = { username: "alice", encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 1 }
  const forged = await scheme.makeBundle({ ...publics, keys: mallory.keys })
  const { directory } = await people()
  relay.bundles.set("alice", [forged, alice.bundle])
  assert.deepEqual(await directory.shown(["alice"], { alice: [forged, alice.bundle] }), { alice: [alice.bundle] })
  assert.deepEqual(await directory.shownAnew(["alice"], { alice: [forged] }), { alice: [alice.bundle] })
  await assert.rejects(directory.agree([{ ...mallory.subject, username: "alice" }]), { code: "wrong-thumbprint" })
})

test("in a room that names earlier keys of ours nothing is sent, and it is no lie", async () => {
  const { keyLog, contacts } = await people()
  const publics = { username: "alice", encPublic: carol.enc.public, sigPublic: carol.sig.public, time: 2 }
  const renewal = await scheme.makeRenewal({ ...publics, keys: alice.keys })
  const newest = await own(await scheme.makeBundle({ ...publics, keys: carol.keys, renewal }))
  const directory = new Directory(newest, keyLog, contacts, [await own(alice.bundle)])
  await directory.find("bob")
  const members = [{ ...alice.subject, role: "owner" }, { ...bob.subject, role: "member" }]
  assert.deepEqual(await directory.agree(members), [])
  assert.equal(directory.isInUse(members[0]), false)
  assert.deepEqual(directory.blockedBy(members), { reason: "superseded-key", username: "alice" })
  const entered = [{ ...carol.subject, username: "alice" }, members[1]]
  assert.equal(directory.isInUse(entered[0]), true)
  assert.equal(directory.blockedBy(entered), null)
})
