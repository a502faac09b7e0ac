// Another implementation of JOSE as a program: `jose`, which shares no code with ours. From stdin it
// reads {"open": {"text", "layers"}} and prints {headers, payload}, or {"make": {"payload", "layers"}},
// the payload being a JSON text, and prints {text}. Layers stand from the outermost to the innermost:
//
//     {"form": "jws", "header", "key": name}
//     {"form": "jwe", "header", "key": {"name"} or {"password"} or {"secret"}}
//     {"form": "general", "header", "key": {"name"} who opens it, "to": names}
//     {"form": "padding"}
//
// Names are those of tests/vectors/keys.json, whose keys are INSECURE.
import { readFile } from "node:fs/promises"
import { text as all } from "node:stream/consumers"
import { jose } from "./setup.js"

const actors = JSON.parse(await readFile(new URL("../vectors/keys.json", import.meta.url), "utf8"))
const ALGORITHMS = {
  keyManagementAlgorithms: ["dir", "RSA-OAEP-256", "PBES2-HS512+A256KW"],
  contentEncryptionAlgorithms: ["A256CBC-HS512"],
  maxPBES2Count: 250_000,
}
const MARK = 0x80
const BUCKET = 2_048

function signer(name, part) {
  return jose.importJWK(actors[name].sig[part], "PS256")
}

function holder({ name, password, secret }, part) {
  if (name) return jose.importJWK(actors[name].enc[part], "RSA-OAEP-256")
  return password ? Buffer.from(password, "utf8") : jose.base64url.decode(secret)
}

const OPEN = {
  async jws({ key }, text) {
    const { payload, protectedHeader } = await jose.compactVerify(
      Buffer.from(text), await signer(key, "public"), { algorithms: ["PS256"] },
    )
    return [payload, protectedHeader]
  },
  async jwe({ key }, text) {
    const { plaintext, protectedHeader } = await jose.compactDecrypt(
      Buffer.from(text), await holder(key, "private"), ALGORITHMS,
    )
    return [plaintext, protectedHeader]
  },
  async general({ key }, text) {
    const { plaintext, protectedHeader } = await jose.generalDecrypt(
      JSON.parse(Buffer.from(text).toString("utf8")), await holder(key, "private"), ALGORITHMS,
    )
    return [plaintext, protectedHeader]
  },
  padding(_, padded) {
    const end = padded.findLastIndex((byte) => byte !== 0)
    if (padded[end] !== MARK) throw new Error("not padded")
    return [padded.subarray(0, end), null]
  },
}

const MAKE = {
  async jws({ header, key }, inside) {
    return new jose.CompactSign(inside).setProtectedHeader(header).sign(await signer(key, "private"))
  },
  async jwe({ header: { p2c, p2s, ...header }, key }, inside) {
    const encrypt = new jose.CompactEncrypt(inside).setProtectedHeader(header)
    if (p2s) encrypt.setKeyManagementParameters({ p2c, p2s: jose.base64url.decode(p2s) })
    return encrypt.encrypt(await holder(key, "public"))
  },
  async general({ header, to }, inside) {
    const encrypt = new jose.GeneralEncrypt(inside).setProtectedHeader(header)
    for (const name of to) {
      encrypt.addRecipient(await holder({ name }, "public"))
        .setUnprotectedHeader({ kid: actors[name].enc_thumbprint })
    }
    return sorted(await encrypt.encrypt())
  },
  padding(_, inside) {
    const padded = new Uint8Array(BUCKET)
    padded.set(inside)
    padded[inside.length] = MARK
    return padded
  },
}

// Write JSON with the members in order, as the protocol has it.
function sorted(value) {
  return JSON.stringify(value, (_, inner) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.keys(inner).sort().map((name) => [name, inner[name]]))
  })
}

async function open({ text, layers }) {
  const headers = []
  let inside = Buffer.from(text)
  for (const layer of layers) {
    const [next, header] = await OPEN[layer.form](layer, inside)
    if (header) headers.push(header)
    inside = next
  }
  return { headers, payload: JSON.parse(Buffer.from(inside).toString("utf8")) }
}

async function make({ payload, layers }) {
  let inside = Buffer.from(payload)
  for (const layer of layers.toReversed()) {
    inside = Buffer.from(await MAKE[layer.form](layer, inside))
  }
  return { text: inside.toString("ascii") }
}

const asked = JSON.parse(await all(process.stdin))
console.log(JSON.stringify(asked.open ? await open(asked.open) : await make(asked.make)))
