// Where JSEncrypt's randomness comes from. Each case is a process of its own, because the library
// seeds its generator once, while it is loaded.
import assert from "node:assert/strict"
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { test } from "node:test"
import { promisify } from "node:util"

const run = promisify(execFile)
const { alice } = JSON.parse(readFileSync(new URL("../vectors/keys.json", import.meta.url), "utf8"))
const modulus = JSON.stringify(alice.enc.public.n)
const require = createRequire(new URL("../../static/package.json", import.meta.url))
const library = JSON.stringify(require.resolve("jsencrypt"))
const primitives = JSON.stringify(new URL("../../static/js/crypto/primitives.js", import.meta.url).href)

async function wrap({ shim, direct = false }) {
  const program = `
    import { createRequire } from "node:module"
    const draws = [], randoms = []
    const { getRandomValues } = crypto
    crypto.getRandomValues = (array) => {
      draws.push(array.constructor.name + array.length)
      return getRandomValues.call(crypto, array)
    }
    const { random } = Math
    Math.random = () => randoms.push(1) && random()
    globalThis.self = globalThis
    ${shim ? "globalThis.window = globalThis" : ""}
    globalThis.JSEncrypt = createRequire(${library})(${library})
    const { wrapKey } = await import(${primitives})
    const n = ${modulus}
    let error = null
    try {
      if (${direct}) {
        const rsa = new JSEncrypt()
        rsa.setPublicKey("3082018a0282018100" + Buffer.from(n, "base64url").toString("hex") + "0203010001")
        rsa.encryptOAEP("x".repeat(64))
      } else wrapKey({ n }, new Uint8Array(64))
    } catch ({ message }) {
      error = message
    }
    console.log(JSON.stringify({ draws, randoms: randoms.length, error }))
  `
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program])
  return JSON.parse(stdout)
}

test("with a window JSEncrypt is seeded by the system's generator", async () => {
  const { draws, randoms, error } = await wrap({ shim: true })
  assert.equal(error, null)
  assert.ok(draws.includes("Uint32Array256"))
  assert.equal(randoms, 0)
})

test("without a window it would be Math.random: the premise of the shim", async () => {
  const { draws, randoms } = await wrap({ shim: false, direct: true })
  assert.deepEqual(draws, [])
  assert.ok(randoms > 0)
})

test("without a window nothing is wrapped", async () => {
  const { randoms, error } = await wrap({ shim: false })
  assert.match(error, /not seeded/)
  assert.equal(randoms, 0)
})
