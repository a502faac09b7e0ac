import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import { insist, isRefusal } from "./insist.js"
import * as kept from "./kept.js"
import { openOwn, sealAnew } from "./sealed.js"

/** Changing the password of the account that is logged in (PROTOCOL 5.1). */

/**
 * Seal the account's keys under another password, and have every other login ended.
 * @param login who is logged in here
 * @param {{old: string, password: string}} wish
 * @param {(step: "open"|"seal"|"send") => void} onProgress called as each step begins
 * Rejects with `bad-password` where the old one is another; Failure `password-unsure` where the answer was lost.
 */
export async function changePassword(login, wish, onProgress = () => {}) {
  // Two tabs would each take the other's keys for those that do not count.
  await kept.held(() => change(login, wish, onProgress))
}

async function change(login, { old, password }, onProgress) {
  onProgress("open")
  const { username, store, bundle } = login
  const { salt: oldSalt, hash, opened } = await openOwn(login, old)
  onProgress("seal")
  const { salt, sealed } = await sealAnew(opened, password, "password")
  const [oldSecret, secret] = await Promise.all([crypto.loginSecret(old, oldSalt), crypto.loginSecret(password, salt)])
  onProgress("send")
  const ask = (stored) => insist(() => api.changePassword({ old: oldSecret, salt, secret, ...stored }), "password-unsure")
  if (store === "server") return ask({ bundle: hash, sealed })
  await kept.begin(username, { bundle, sealed })
  try {
    await ask({ bundle: null, sealed: null })
  } catch (error) {
    if (isRefusal(error)) await kept.withdraw(username, { sealed })
    throw error
  }
  await kept.settle(username, { bundle, sealed })
}
