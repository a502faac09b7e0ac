import "./setup.js"
import assert from "node:assert/strict"
import { readdir, readFile } from "node:fs/promises"
import { test } from "node:test"
import * as scheme from "../../static/js/crypto/scheme.js"

const CRYPTO = new URL("../../static/js/crypto/", import.meta.url)

// What only a browser has: its own storage, and many calls in one message to the worker.
const BROWSER_ONLY = ["localKey", "localOpen", "localSeal", "messageSids", "readMessages", "recordHashes"]

test("both implementations have the same functions", async () => {
  const mirror = await readFile(new URL("../../encryption/crypto_utils.py", import.meta.url), "utf8")
  const names = [...mirror.slice(mirror.indexOf("__all__")).matchAll(/"([a-z_]+)"/g)]
    .map(([, name]) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()))
  const missing = Object.keys(scheme).filter((name) => !names.includes(name) && !BROWSER_ONLY.includes(name))
  assert.deepEqual(missing, [])
})

test("one file knows the libraries, and it alone calls WebCrypto", async () => {
  for (const name of await readdir(CRYPTO)) {
    if (name === "primitives.js") continue
    const code = (await readFile(new URL(name, CRYPTO), "utf8")).replace(/\/\/.*/g, "")
    assert.doesNotMatch(code, /CryptoJS|JSEncrypt|subtle|getRandomValues|Math\.random/, name)
  }
})

test("everything a call takes and gives can be cloned to a worker and back", async () => {
  const { enc, sig } = await scheme.generateKeys()
  const keys = structuredClone(await scheme.importKeys({ enc: enc.private, sig: sig.private }))
  const how = { username: "alice", keys, encPublic: enc.public, sigPublic: sig.public, time: 1 }
  const text = await scheme.makeBundle(structuredClone(how))
  assert.equal(structuredClone(await scheme.readBundle(text, "alice")).hash.length, 43)
})
