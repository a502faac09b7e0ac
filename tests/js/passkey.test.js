import { jose } from "./setup.js"
import { alice, PASSWORD, refusal } from "./actors.js"
import assert from "node:assert/strict"
import { createHmac, hkdfSync } from "node:crypto"
import { test } from "node:test"
import { openByPasskey, sealForPasskey } from "../../static/js/crypto/passkey.js"
import { sealKeys } from "../../static/js/crypto/sealed.js"

const PRF = Uint8Array.from({ length: 32 }, (_, n) => n)
const account = { username: "alice", encThumbprint: alice.enc_thumbprint, sigThumbprint: alice.sig_thumbprint }
const TEXT = await sealKeys({
  privateJwks: alice.privateJwks, username: "alice", password: PASSWORD, purpose: "password", time: 1,
})
const how = { ...account, text: TEXT, password: PASSWORD, purpose: "password" }

test("a passkey opens what was sealed for it, and another one does not", async () => {
  const text = await sealForPasskey({ ...how, prf: PRF, time: 2 })
  assert.equal((await openByPasskey({ ...account, text, prf: PRF })).encThumbprint, alice.enc_thumbprint)
  await assert.rejects(openByPasskey({ ...account, text, prf: PRF.with(0, 1) }), refusal("bad-unwrap"))
  await assert.rejects(openByPasskey({ ...account, text: TEXT, prf: PRF }), refusal("bad-header"))
})

test("nothing is sealed for it that would not be used", async () => {
  for (const [changes, reason] of [
    [{ password: "wrong" }, "bad-password"], [{ username: "mallory" }, "wrong-owner"], [{ prf: PRF.slice(1) }, "bad-shape"],
  ]) await assert.rejects(sealForPasskey({ ...how, prf: PRF, time: 2, ...changes }), refusal(reason))
})

test("any JOSE library opens it with the key that RFC 5869 makes", async () => {
  const text = await sealForPasskey({ ...how, prf: PRF, time: 2 })
  const key = new Uint8Array(hkdfSync("sha256", PRF, "", "securechat/passkey/1", 32))
  const byHand = createHmac("sha256", createHmac("sha256", Buffer.alloc(32)).update(PRF).digest()).update("securechat/passkey/1\x01").digest()
  assert.deepEqual(Buffer.from(key), byHand)
  const { plaintext } = await jose.compactDecrypt(text, key)
  const { owner, purpose, login } = JSON.parse(new TextDecoder().decode(plaintext))
  assert.deepEqual([owner, purpose, login], ["alice", "passkey", undefined])
})
