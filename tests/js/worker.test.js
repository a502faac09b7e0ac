// The worker's own few lines, in a scope made for it; that they work under the real one, with its
// policies, is for the tests in a real browser.
import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice } from "./actors.js"

const { CryptoJS: aes, JSEncrypt: rsa } = globalThis
const here = "https://chat.example/static/0123456789abcdef/js/crypto/worker.js"
const loaded = []
const answers = new Map()
let policy, listener

delete globalThis.window
globalThis.self = {
  location: new URL(here),
  trustedTypes: {
    createPolicy: (name, rules) => (policy = { name, createScriptURL: rules.createScriptURL }),
  },
  importScripts: (...urls) => {
    for (const url of urls) loaded.push({ url, window: self.window })
    Object.assign(globalThis, { window: self.window, CryptoJS: aes, JSEncrypt: rsa })
  },
  addEventListener: (type, heard) => (listener = heard),
  postMessage: (answer) => answers.get(answer.call)(structuredClone(answer)),
}

function call(number, name, ...args) {
  const answer = new Promise((resolve) => answers.set(number, resolve))
  listener({ data: structuredClone({ call: number, name, args }) })
  return answer
}

await import("../../static/js/crypto/worker.js")
// At once, before the module it waits for can be there.
const early = call(0, "newId")

test("the window is there before the libraries are", () => {
  assert.deepEqual(loaded.map(({ url }) => url), [
    "https://chat.example/static/0123456789abcdef/lib/crypto-js.js",
    "https://chat.example/static/0123456789abcdef/lib/jsencrypt.min.js",
  ])
  for (const { window } of loaded) assert.equal(window, self)
})

test("scripts come from our origin alone", () => {
  assert.equal(policy.name, "securechat")
  for (const url of ["https://evil.example/x.js", "data:text/javascript,1", "blob:https://evil.example/1", "//x/y.js"]) {
    assert.throws(() => policy.createScriptURL(url), TypeError, url)
  }
})

test("calls that come early are answered", async () => {
  const { value } = await early
  assert.equal(value.length, 22)
})

test("answers carry the number of their call, in whatever order they are ready", async () => {
  const [slow, fast] = await Promise.all([
    call(1, "loginSecret", "correct horse", "AAECAwQFBgcICQoLDA0ODw"), call(2, "newSalt"),
  ])
  assert.equal(slow.call, 1)
  assert.equal(slow.value.length, 43)
  assert.equal(fast.call, 2)
})

test("a refusal carries its reason, and the place of a refused entry", async () => {
  const { error } = await call(3, "readBundle", alice.bundle, "bob")
  assert.equal(error.reason, "wrong-owner")
  const given = { room: "x", roster: null, texts: [""], bundles: {} }
  assert.deepEqual((await call(4, "applyEntries", given)).error, {
    reason: "bad-shape",
    message: "The object does not have the parts, members or types it must have. (not a compact JWS)",
    entry: 0,
  })
})

test("a fault of ours carries its name only: its text might quote a secret", async () => {
  const { error } = await call(5, "loginSecret", 5, "AAECAwQFBgcICQoLDA0ODw")
  assert.deepEqual(error, { reason: null, message: "TypeError" })
})

test("only functions of the scheme can be called", async () => {
  for (const name of ["toString", "constructor", "__proto__", "randomBytes", "", null]) {
    assert.deepEqual((await call(6, name)).error, { reason: null, message: "ReferenceError" })
  }
})
