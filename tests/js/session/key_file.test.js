import { alice, mallory, PASSWORD, refusal } from "../actors.js"
import { scheme, storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const { makeFile } = await import("../../../static/js/session/key_file.js")
const { drill } = await import("../../../static/js/session/recovery.js")
const { login: logIn, recover } = await import("../../../static/js/session/account.js")

const NEW = "INSECURE other battery staple"
const FILE_PASSWORD = "INSECURE words for the file"
const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const account = { username: "alice", encThumbprint: alice.enc_thumbprint, sigThumbprint: alice.sig_thumbprint }
const seal = (actor, changes = {}) => scheme.sealKeys({
  privateJwks: actor.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT,
  ...changes,
})
const SEALED = await seal(alice)
/** A key file of these keys, in this name. */
const fileOf = async (actor, changes = {}) => {
  const [encThumbprint, sigThumbprint] = [actor.enc_thumbprint, actor.sig_thumbprint]
  const text = await seal(actor, changes)
  const how = { username: "alice", encThumbprint, sigThumbprint, text, password: PASSWORD, purpose: "password" }
  const file = { bundle: actor.bundle, filePassword: FILE_PASSWORD, time: 1 }
  return scheme.makeKeyFile({ ...how, login: SALT, ...file, ...changes })
}
const failure = (code) => (error) => error.code === code
const lost = () => {
  throw new TypeError("fetch failed")
}

let relay
let login

beforeEach(async () => {
  ;({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
  relay.phrase = relay.file = null
})

const asked = (route) => relay.asked.filter((one) => one === route).length
const made = async () => {
  const { text } = await makeFile(login, { password: PASSWORD, filePassword: FILE_PASSWORD })
  return { text, password: FILE_PASSWORD }
}

test("a file holds the same keys, and a key whose secret the server is shown", async () => {
  const steps = []
  const wish = { password: PASSWORD, filePassword: FILE_PASSWORD }
  const { name, text } = await makeFile(login, wish, (step) => steps.push(step))
  assert.deepEqual(steps, ["open", "seal", "send"])
  assert.match(name, /^alice-\d{4}-\d\d-\d\d\.securechat-key$/)
  const { keys, bundle, key } = await scheme.openKeyFile({ text, username: "alice", password: FILE_PASSWORD })
  assert.deepEqual([keys.sigThumbprint, bundle], [alice.sig_thumbprint, alice.bundle])
  assert.equal(relay.file.secret, await scheme.fileSecret(key, relay.file.salt))
  assert.equal(relay.account.sealed, SEALED)
})

test("without the password none is made, and where no answer comes none is handed out", async () => {
  await assert.rejects(makeFile(login, { password: "wrong", filePassword: FILE_PASSWORD }), refusal("bad-password"))
  assert.equal(asked("PUT /api/account/file"), 0)
  relay.lies["PUT /api/account/file"] = lost
  await assert.rejects(made(), failure("file-unsure"))
  let times = 0
  relay.lies["PUT /api/account/file"] = (answer) => ++times === 1 ? lost() : answer
  await made()
  assert.equal(times, 2)
})

test("the drill opens the keys, and changes nothing anywhere", async () => {
  const file = await made()
  const before = structuredClone([relay.account, relay.file])
  await drill(login, { file })
  assert.deepEqual([relay.account, relay.file], before)
  assert.equal(asked("POST /api/recovery"), 0)
})

test("recovering sets a new password, keeps the keys, and logs in; the file goes on to count", async () => {
  const file = await made()
  const { secret } = relay.file
  await storage.wipe()
  const steps = []
  await recover({ username: "alice", file, password: NEW }, (step) => steps.push(step))
  assert.deepEqual(steps, ["prove", "seal", "send", "store"])
  const current = await storage.get("login", "current")
  assert.deepEqual([current.username, current.store, current.bundle], ["alice", "server", alice.bundle])
  await logIn({ username: "alice", password: NEW })
  await assert.rejects(logIn({ username: "alice", password: PASSWORD }), failure("bad-credentials"))
  assert.notEqual(relay.file.secret, secret)
  await drill(await storage.get("login", "current"), { file })
})

test("of a newer file the one before counts no more, and that is said", async () => {
  const file = await made()
  await made()
  await assert.rejects(drill(login, { file }), failure("other-file"))
  await assert.rejects(recover({ username: "alice", file, password: NEW }), failure("other-file"))
})

const theirs = await fileOf(mallory, { username: "mallory" })
const mixed = await fileOf(mallory)
const good = await fileOf(alice)
const wrong = {
  "another account's": [theirs.text, "file-owner"],
  "another account's, in this name": [mixed.text, "file-owner"],
  "cut in the middle": [good.text.slice(0, 3000), "file-none"],
  "something else": ["shopping list\n", "file-none"],
  "nothing": ["", "file-none"],
  "too long": [good.text.repeat(40), "file-large"],
  "sealed under the account's password": [await seal(alice, { password: FILE_PASSWORD }), "file-purpose"],
  "altered": [good.text.replace(/.(?=\n$)/, (last) => last === "A" ? "E" : "A"), "file-damaged"],
}
for (const [what, [text, code]] of Object.entries(wrong)) {
  test(`a file that will not do is refused before the server is asked: ${what}`, async () => {
    const file = { text, password: FILE_PASSWORD }
    await assert.rejects(drill(login, { file }), failure(code))
    await assert.rejects(recover({ username: "alice", file, password: NEW }), failure(code))
    assert.equal(relay.asked.filter((one) => one.includes("recovery")).length, 0)
  })
}

test("another password than the file's opens nothing", async () => {
  const file = { ...await made(), password: PASSWORD }
  await assert.rejects(drill(login, { file }), failure("file-password"))
})

test("a file of other keys than the account's is refused, whatever the server says", async () => {
  const bundle = await scheme.makeBundle({
    username: "alice", keys: mallory.keys, encPublic: mallory.enc.public, sigPublic: mallory.sig.public, time: 1,
  })
  const { text, key } = await fileOf(mallory, { username: "alice", bundle })
  const file = { text, password: FILE_PASSWORD }
  await assert.rejects(drill(login, { file }), failure("file-old"))
  relay.file = { salt: SALT, secret: await scheme.fileSecret(key, SALT) }
  await assert.rejects(recover({ username: "alice", file, password: NEW }), failure("file-old"))
  assert.equal(asked("POST /api/recovery"), 0)
})

test("keys that the server does not store are in the file: they come into another browser", async () => {
  Object.assign(relay.account, { sealed: null, store: "browser" })
  login = { ...login, store: "browser" }
  await storage.putKept("alice", { bundle: alice.bundle, sealed: SEALED })
  const file = await made()
  await storage.removeKept("alice")
  await storage.wipe()
  await recover({ username: "alice", file, password: NEW })
  assert.equal(relay.account.sealed, null)
  const { bundle, sealed } = await storage.get("kept", "alice")
  assert.equal(bundle, alice.bundle)
  await scheme.openKeys({ ...account, text: sealed, password: NEW, purpose: "password", login: relay.account.salt })
  await logIn({ username: "alice", password: NEW })
  await drill({ ...login, store: "browser" }, { file })
})
