import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import { insist, isRefusal } from "./insist.js"
import * as kept from "./kept.js"
import { openOwn } from "./sealed.js"
import * as storage from "./storage.js"

/** Renewing the keys of the account that is logged in (PROTOCOL 5.5). The pages of this login load anew behind it. */

/** Refusals of the new keys, by which nothing was stored, besides those of every change. */
const REFUSALS = new Set(["keys-offline", "stale-bundle", "too-many"])

/**
 * Make new keys, vouched for by the ones in use, and have the server take them.
 * @param login who is logged in here
 * @param {{password: string}} wish
 * @param {(step: "open"|"keys"|"send") => void} onProgress called as each step begins
 * Rejects with `bad-password`; Failure `renewal-unsure` where the answer was lost: the next start of a page finds out.
 */
export async function renewKeys(login, { password }, onProgress = () => {}) {
  await kept.held(async () => {
    onProgress("open")
    const { salt, opened } = await openOwn(login, password)
    onProgress("keys")
    const [{ bundle, sealed, keys }, secret] = await Promise.all([
      crypto.renewKeys({ ...opened, time: Date.now() }), crypto.loginSecret(password, salt),
    ])
    const made = { bundle, keys, earlier: [...login.earlier ?? [], login.bundle] }
    onProgress("send")
    // Before the server is asked: it may take them and its answer be lost, and nothing else opens what comes then.
    await storage.prepareKeys(made)
    try {
      await insist(() => api.renewKeys({ bundle, sealed, password: secret }), "renewal-unsure")
    } catch (error) {
      if (isRefusal(error) || REFUSALS.has(error.code)) await storage.dropPreparedKeys(made)
      throw error
    }
    await storage.adoptKeys(made)
  })
}

/** Give the login with the keys that count: those of a renewal whose answer was lost, where the server has them. */
export async function settleRenewal(login, me) {
  const made = (await storage.preparedKeys()).find(({ bundle }) => bundle === me.bundle)
  return made ? storage.adoptKeys(made) : login
}
