import { storage, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const account = await import("../../../static/js/session/account.js")

const REGISTER = "POST /api/register"
const PASSWORD = "INSECURE correct horse battery"
const OTHER = "INSECURE other battery staple"
const failure = (code) => (error) => error.code === code
const register = (changes = {}) => account.register({ username: "dora", password: PASSWORD, store: "browser", ...changes })
const kept = () => storage.get("kept", "dora")
const lost = () => {
  throw new TypeError("fetch failed")
}

let relay

beforeEach(async () => {
  ({ relay } = await world())
  for (const name of await storage.keys("kept")) await storage.removeKept(name)
})

/** The account that the server has opens with the keys that are kept here, and no others stay. */
async function comesIn(password = PASSWORD) {
  relay.lies = {}
  await account.login({ username: "dora", password })
  assert.deepEqual(Object.keys(await kept()), ["bundle", "sealed"])
  assert.equal((await storage.get("login", "current")).bundle, (await kept()).bundle)
}

test("keys of this browser are kept, and those of the server are not", async () => {
  await register({ store: "server" })
  assert.equal(await kept(), undefined)
  relay.account.username = ""
  await register()
  await comesIn()
})

for (const [how, lie] of [["lost", lost], ["a proxy's", () => ({ status: 502 })]]) {
  test(`where the answer is ${how} the keys of the account are there at the login`, async () => {
    relay.lies[REGISTER] = lie
    await assert.rejects(register(), failure("account-unsure"))
    await comesIn()
  })
}

test("keys on the server: what is lost is not known either", async () => {
  relay.lies[REGISTER] = lost
  await assert.rejects(register({ store: "server" }), failure("account-unsure"))
  assert.equal(await kept(), undefined)
})

test("what is refused leaves nothing behind", async () => {
  for (const [status, code] of [[409, "username-taken"], [403, "bad-code"], [400, "bad-username"]]) {
    relay.lies[REGISTER] = () => ({ status, error: { code } })
    await assert.rejects(register(), failure(code))
    assert.equal(await kept(), undefined)
  }
})

test("whoever registers again after a lost answer keeps the keys of the first time", async () => {
  relay.lies[REGISTER] = lost
  await assert.rejects(register(), failure("account-unsure"))
  relay.lies = {}
  for (const password of [PASSWORD, OTHER]) await assert.rejects(register({ password }), failure("username-taken"))
  await comesIn()
})

for (const password of [PASSWORD, OTHER]) {
  test(`of two registrations whose answers were lost, the one that was made counts: ${password}`, async () => {
    const before = { ...relay.account }
    relay.lies[REGISTER] = lost
    await assert.rejects(register(), failure("account-unsure"))
    relay.account = before
    await assert.rejects(register({ password }), failure("account-unsure"))
    await comesIn(password)
  })
}

test("a name that has its keys here already does not lose them", async () => {
  await register()
  const mine = await kept()
  await assert.rejects(register(), failure("username-taken"))
  assert.deepEqual(await kept(), mine)
})
