import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { alice, mallory, refusal } from "./actors.js"
import { b64u, utf8 } from "../../static/js/crypto/bytes.js"
import { toCanonical } from "../../static/js/crypto/canonical.js"
import { makeJws, parseJws, readJws, verifyJws } from "../../static/js/crypto/jws.js"

const TYP = "securechat-bundle"
const { keys } = alice
const text = await makeJws({ typ: TYP, payload: { v: 1 }, keys })
const [header, payload, signature] = text.split(".")

function parse(changed, typ = TYP) {
  return () => parseJws(changed, typ, 4096)
}

test("a signature holds for its text, its purpose and its signer alone", async () => {
  assert.deepEqual(await readJws(text, TYP, 4096, alice.sig.public), { v: 1 })
  await assert.rejects(readJws(text, TYP, 4096, mallory.sig.public), refusal("unknown-key"))
  assert.throws(parse(text, "securechat-roster"), refusal("bad-header"))
  const forged = `${header}.${b64u(toCanonical({ v: 1, x: 1 }))}.${signature}`
  await assert.rejects(readJws(forged, TYP, 4096, alice.sig.public), refusal("bad-signature"))
})

test("Mallory cannot sign under Alice's name", async () => {
  const forged = await makeJws({
    typ: TYP, payload: { v: 1 }, keys: { ...mallory.keys, sigThumbprint: alice.sig_thumbprint },
  })
  await assert.rejects(readJws(forged, TYP, 4096, alice.sig.public), refusal("bad-signature"))
})

test("form is judged before anything that costs or needs a key", () => {
  assert.throws(parse("A".repeat(4097)), refusal("too-large"))
  assert.throws(parse("\u{1F980}".repeat(4097)), refusal("too-large"))
  assert.throws(parse("\u{1F980}".repeat(4096)), refusal("bad-shape"))
  for (const changed of [null, 5, {}, "", "a.b", `${text}.`, `é.${payload}.${signature}`]) {
    assert.throws(parse(changed), refusal("bad-shape"))
  }
  assert.throws(parse(`${header}=.${payload}.${signature}`), refusal("bad-base64"))
  assert.throws(parse(`${b64u(utf8('{"alg": "PS256"}'))}.${payload}.${signature}`), refusal("bad-json"))
})

test("a header is exactly the profile's", () => {
  const kid = alice.sig_thumbprint
  for (const changed of [
    { alg: "none", kid, typ: TYP }, { alg: "RS256", kid, typ: TYP }, { alg: "PS256", typ: TYP }, { alg: "PS256", kid },
    { alg: "PS256", crit: [], kid, typ: TYP }, { alg: "PS256", kid: 5, typ: TYP }, { alg: "PS256", kid: "x", typ: TYP },
    [], null, "PS256",
  ]) {
    assert.throws(parse(`${b64u(toCanonical(changed))}.${payload}.${signature}`), refusal("bad-header"))
  }
})

test("a signature has 384 bytes", async () => {
  for (const changed of ["", b64u(new Uint8Array(383)), b64u(new Uint8Array(385)), b64u(new Uint8Array(384))]) {
    const jws = parseJws(`${header}.${payload}.${changed}`, TYP, 4096)
    await assert.rejects(verifyJws(jws, alice.sig.public), refusal("bad-signature"))
  }
})
