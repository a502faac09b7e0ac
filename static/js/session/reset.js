import * as api from "../net/api.js"
import { Failure, isLost } from "../net/failure.js"
import { crypto } from "./crypto.js"

/**
 * Beginning anew where password and keys are lost (PROTOCOL 5.9): new keys, for which nothing vouches.
 * @param {{username: string, password: string, code: string}} wish
 * @param {(step: "keys"|"seal"|"send") => void} onProgress called as each step begins
 * Gives {username, store, keys, bundle} of the account. Rejects with Failure `bad-reset`, `account-disabled`; `reset-unsure` where the answer was
 * lost: the new password may count, and the code be used up.
 */
export async function beginAnew({ username, password, code }, onProgress = () => {}) {
  onProgress("keys")
  const made = await crypto.generateKeys()
  const privateJwks = { enc: made.enc.private, sig: made.sig.private }
  const keys = await crypto.importKeys(privateJwks)
  onProgress("seal")
  const time = Date.now()
  const salt = await crypto.newSalt()
  const about = { username, keys, encPublic: made.enc.public, sigPublic: made.sig.public, time }
  const [bundle, sealed, secret] = await Promise.all([
    crypto.makeBundle({ ...about, reset: true }),
    crypto.sealKeys({ privateJwks, username, password, purpose: "password", time, login: salt }),
    crypto.loginSecret(password, salt),
  ])
  onProgress("send")
  await api.reset({ username, code, bundle, salt, sealed, secret }).catch((error) => {
    throw isLost(error) ? new Failure("reset-unsure") : error
  })
  return { username, store: "server", keys, bundle }
}
