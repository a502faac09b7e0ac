// The vectors that both implementations read; tests/vectors/README.md has their format.
import assert from "node:assert/strict"
import { readdir, readFile } from "node:fs/promises"
import { test } from "node:test"
import { actors } from "./actors.js"
import { b64u, unb64u, utf8 } from "../../static/js/crypto/bytes.js"
import { fromCanonical, toCanonicalText } from "../../static/js/crypto/canonical.js"
import { ProtocolError } from "../../static/js/crypto/errors.js"
import { hash } from "../../static/js/crypto/forms.js"
import { thumbprint } from "../../static/js/crypto/keys.js"
import { pad, unpad } from "../../static/js/crypto/padding.js"
import { decryptBulk, decryptContent } from "../../static/js/crypto/primitives.js"
import * as scheme from "../../static/js/crypto/scheme.js"

const FOLDER = new URL("../vectors/", import.meta.url)

const CALLS = {
  apply_entries: async (how) => (await scheme.applyEntries(how)).roster,
  check_record: scheme.checkRecord,
  first_head: ({ room }) => scheme.firstHead(room),
  from_canonical: ({ text, data }) => fromCanonical(text ?? unb64u(data)),
  login_secret: ({ password, salt }) => scheme.loginSecret(password, salt),
  message_key: ({ session, idx }) => b64u(scheme.messageKey(session, idx)),
  message_sid: ({ text }) => scheme.messageSid(text),
  next_heads: scheme.nextHeads,
  open_content: openContent,
  open_keys: scheme.openKeys,
  pad: ({ data }) => hash(pad(bytes(data))),
  read_bundle: ({ text, username }) => scheme.readBundle(text, username),
  read_message: scheme.readMessage,
  read_session: scheme.readSession,
  read_state: scheme.readState,
  thumbprint: ({ jwk }) => thumbprint(jwk),
  to_canonical: ({ value }) => toCanonicalText(value),
  unb64u: ({ text }) => Buffer.from(unb64u(text)).toString("hex"),
  unpad: ({ data }) => b64u(unpad(bytes(data))),
}

// Both engines, which must agree on what comes out and on what is refused.
async function openContent(how) {
  const { key, iv, ciphertext, tag, aad } = Object.fromEntries(
    Object.entries(how).map(([name, text]) => [name, unb64u(text)]),
  )
  const outcomes = await Promise.all([decryptContent, decryptBulk].map(async (open) => {
    try {
      return { plaintext: await open(key, iv, ciphertext, tag, aad) }
    } catch (error) {
      return { error, reason: error.reason }
    }
  }))
  assert.deepEqual(outcomes[0].plaintext, outcomes[1].plaintext)
  assert.equal(outcomes[0].reason, outcomes[1].reason)
  if (outcomes[0].error) throw outcomes[0].error
  return b64u(outcomes[0].plaintext)
}

function bytes(data) {
  return /^A*$/.test(data) ? utf8(data) : unb64u(data)
}

function camel(name) {
  return name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
}

// Write out what the vectors shorten: {"repeat": "A", "times": 3} is "AAA".
function expand(value) {
  if (Array.isArray(value)) return value.map(expand)
  const short = value !== null && typeof value === "object" && Object.hasOwn(value, "repeat")
  return short ? value.repeat.repeat(value.times) : value
}

function argumentsOf(vector) {
  return Object.fromEntries(Object.entries(vector.arguments).map(([name, value]) => {
    if (name === "keys") return [camel(name), actors[value].keys]
    if (name === "session" && value !== null) return [camel(name), { ...value, senderSig: value.sender_sig }]
    return [camel(name), expand(value)]
  }))
}

// Only the members that the vector names are compared.
function check(found, value, path = "value") {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    assert.deepEqual(found, value, path)
    return
  }
  for (const [name, wanted] of Object.entries(value)) {
    const has = Object.hasOwn(found, name) ? name : camel(name)
    assert.ok(Object.hasOwn(found, has), `${path}.${name} is missing`)
    check(found[has], wanted, `${path}.${name}`)
  }
}

async function run(vector) {
  let found
  try {
    found = await CALLS[vector.function](argumentsOf(vector))
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    assert.equal(error.reason, vector.expect)
    if (Object.hasOwn(vector, "entry")) assert.equal(error.entry, vector.entry)
    return
  }
  assert.equal("ok", vector.expect)
  check(found, vector.value)
}

const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".json") && name !== "keys.json")

test("there are vectors", () => {
  assert.ok(names.includes("bundle.json"))
})

for (const name of names.sort()) {
  const { vectors } = JSON.parse(await readFile(new URL(name, FOLDER), "utf8"))
  test(name, async (t) => {
    for (const vector of vectors) await t.test(vector.name, () => run(vector))
  })
}
