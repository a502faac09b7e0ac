import { alice, mallory, PASSWORD, refusal } from "../actors.js"
import { scheme, start, storage, until, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const { makeFile } = await import("../../../static/js/session/key_file.js")
const { moveKeys } = await import("../../../static/js/session/key_store.js")
const { drill } = await import("../../../static/js/session/recovery.js")
const { comeWithFile, login: logIn } = await import("../../../static/js/session/account.js")

const FILE_PASSWORD = "INSECURE words for the file"
const PHRASE = `${"abandon ".repeat(11)}about`
const SALT = scheme.newSalt()
const SECRET = await scheme.loginSecret(PASSWORD, SALT)
const seal = (changes = {}) => scheme.sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1, login: SALT,
  ...changes,
})
const SEALED = await seal()
const RECOVERY = await seal({ password: PHRASE, purpose: "recovery" })
const PHRASE_SECRET = await scheme.recoverySecret(PHRASE, SALT)
const KEPT = { bundle: alice.bundle, sealed: SEALED }
const failure = (code) => (error) => error.code === code
const lost = () => {
  throw new TypeError("fetch failed")
}

let relay
let login

beforeEach(async () => {
  ;({ relay, login } = await world())
  relay.account = { salt: SALT, secret: SECRET, sealed: SEALED, store: "server" }
  relay.phrase = { salt: SALT, secret: PHRASE_SECRET, sealed: RECOVERY }
  relay.file = null
  await storage.removeKept("alice")
})

const kept = () => storage.get("kept", "alice")
const current = async () => (await storage.get("login", "current")).store
const toBrowser = () => moveKeys(login, { store: "browser", password: PASSWORD })
const toServer = () => moveKeys(login, { store: "server", password: PASSWORD })

test("this browser has the keys before the server lets go of them, and the phrase opens them here", async () => {
  relay.lies["PUT /api/account/store"] = async (answer) => {
    assert.equal((await kept()).sealed, SEALED)
    return answer
  }
  assert.equal(await toBrowser(), true)
  assert.deepEqual([relay.account.store, relay.account.sealed, relay.phrase.sealed], ["browser", null, null])
  assert.deepEqual(await kept(), { ...KEPT, recovery: [{ bundle: alice.bundle, sealed: RECOVERY }] })
  assert.equal(await current(), "browser")
  await drill(login, { phrase: PHRASE })
  await logIn({ username: "alice", password: PASSWORD })
})

test("back with the server, and nothing of them is kept here", async () => {
  await toBrowser()
  assert.equal(await toServer(), true)
  assert.deepEqual([relay.account.store, relay.account.sealed, relay.phrase.sealed], ["server", SEALED, RECOVERY])
  assert.equal(await kept(), undefined)
  assert.equal(await current(), "server")
  await logIn({ username: "alice", password: PASSWORD })
})

test("a phrase of which nobody knows what it opens does not go along", async () => {
  await toBrowser()
  await storage.putKept("alice", KEPT)
  assert.equal(await toServer(), false)
  assert.equal(relay.phrase, null)
})

test("without the password nothing is asked for, and what the server refuses is not kept", async () => {
  await assert.rejects(moveKeys(login, { store: "browser", password: "wrong" }), refusal("bad-password"))
  relay.lies["PUT /api/account/store"] = () => ({ status: 409, error: { code: "stale-keys" } })
  await assert.rejects(toBrowser(), failure("stale-keys"))
  assert.equal(await kept(), undefined)
  assert.equal(await current(), "server")
})

for (const arrives of [true, false]) {
  for (const to of ["browser", "server"]) {
    test(`where the answer is lost on the way to the ${to}, what holds is whole: it was ${arrives ? "" : "not "}taken`, async () => {
      if (to === "server") await toBrowser()
      const before = structuredClone([relay.account, relay.phrase])
      relay.lies["PUT /api/account/store"] = () => {
        if (!arrives) [relay.account, relay.phrase] = structuredClone(before)
        lost()
      }
      await assert.rejects(to === "browser" ? toBrowser() : toServer(), failure("store-unsure"))
      relay.lies = {}
      const store = arrives === (to === "browser") ? "browser" : "server"
      assert.equal(relay.account.store, store)
      // A reload finds out which.
      const client = await start()
      assert.equal(client.store, store)
      assert.equal(await current(), store)
      await client.quit()
      // So does a login, after which nothing lies here that is on the server.
      await logIn({ username: "alice", password: PASSWORD })
      assert.equal(await kept() === undefined, store === "server")
      await drill(await storage.get("login", "current"), { phrase: PHRASE })
    })
  }
}

test("once they are here only, others meet them through this browser, at once", async () => {
  const client = await start()
  await until(() => client.connection === "online")
  const said = () => relay.heard.filter(([name]) => name === "keys").length
  assert.equal(said(), 0)
  await client.moveKeys({ store: "browser", password: PASSWORD })
  assert.equal(said(), 1)
  assert.equal(client.store, "browser")
  await client.quit()
})

test("another browser has no keys, and is brought them by password and key file", async () => {
  const { text } = await makeFile(login, { password: PASSWORD, filePassword: FILE_PASSWORD })
  await toBrowser()
  await storage.removeKept("alice")
  await storage.wipe()
  const who = { username: "alice", password: PASSWORD }
  await assert.rejects(logIn(who), failure("no-keys"))
  const file = { text, password: FILE_PASSWORD }
  await assert.rejects(comeWithFile({ ...who, file: { text, password: "x" } }), failure("file-password"))
  assert.equal(await kept(), undefined)
  const { hash } = await scheme.readBundle(alice.bundle, "alice")
  const other = (await scheme.readBundle(mallory.bundle, "mallory")).hash
  relay.lies["GET /api/me"] = (answer) => ({ ...answer, hash: other })
  await assert.rejects(comeWithFile({ ...who, file }), failure("file-old"))
  assert.equal(await kept(), undefined)
  relay.lies["GET /api/me"] = (answer) => ({ ...answer, hash })
  await comeWithFile({ ...who, file })
  assert.equal((await storage.get("login", "current")).keys.sigThumbprint, alice.sig_thumbprint)
  // From here on the password opens them.
  await logIn(who)
})
