import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { insist } from "./insist.js"
import * as kept from "./kept.js"
import { openOwn, resealing } from "./sealed.js"

/** The key file (PROTOCOL 5.4): made, and opened in the place of the recovery phrase. */

export const BY = "file"

/** What people are told of a file that is refused: what may be done about it is not the same for each. */
const TOLD = {
  "too-large": "file-large",
  "bad-shape": "file-none",
  "bad-base64": "file-none",
  "bad-json": "file-none",
  "bad-header": "file-none",
  "bad-rounds": "file-none",
  "bad-version": "file-newer",
  "bad-password": "file-password",
  "wrong-owner": "file-owner",
  "wrong-purpose": "file-purpose",
}

/**
 * Seal the account's keys into a file, which proves the account from then on; one before it does no more.
 * @param login who is logged in here
 * @param {{password: string, filePassword: string}} wish  that of the account, and the file's own
 * @param {(step: "open"|"seal"|"send") => void} onProgress called as each step begins
 * Gives {name, text} to be saved. Rejects with `bad-password`; Failure `file-unsure` where the answer was lost.
 */
export async function makeFile(login, { password, filePassword }, onProgress = () => {}) {
  return kept.held(async () => {
    onProgress("open")
    const { username, store, bundle } = login
    const { salt: loginSalt, hash, opened } = await openOwn(login, password)
    onProgress("seal")
    const [{ text, key }, salt] = await Promise.all([
      crypto.makeKeyFile({ ...opened, bundle, filePassword, time: Date.now() }), crypto.newSalt(),
    ])
    const [proof, secret] = await Promise.all([crypto.loginSecret(password, loginSalt), crypto.fileSecret(key, salt)])
    onProgress("send")
    const wish = { bundle: store === "server" ? hash : null, password: proof, salt, secret }
    await insist(() => api.makeKeyFile(wish), "file-unsure")
    return { name: `${username}-${new Date().toISOString().slice(0, 10)}.securechat-key`, text }
  })
}

/**
 * Open a file that a person chose: {keys, bundle, key, text}.
 * @param {{text: string, password: string}} file  the password being the file's own
 * Rejects with Failure `file-…`.
 */
export async function openFile(username, { text, password }) {
  try {
    return await crypto.openKeyFile({ text, username, password })
  } catch (error) {
    throw error.reason ? new Failure(TOLD[error.reason] ?? "file-damaged") : error
  }
}

/**
 * Show the server what is in a file, and open the account's keys with it (recovery.js). What it gives is as `byPhrase`.
 * @param mine the bundle of who is logged in here; where nobody is, it is the server's to say
 */
export async function byFile(username, file, mine = null) {
  const { keys, bundle: own, key, text } = await openFile(username, file)
  if (mine !== null) await demandKeys(username, mine, keys)
  const { salt } = await api.recoverySalt(username, BY)
  const proof = await crypto.fileSecret(key, salt)
  const given = await api.recoveryKeys(username, proof, BY).catch((error) => {
    throw error.code === "bad-recovery" ? new Failure("other-file") : error
  })
  const isOnServer = given.bundle !== null
  const bundle = mine ?? given.bundle ?? own
  await demandKeys(username, bundle, keys)
  const how = { username, password: file.password, purpose: BY }
  const again = async () => {
    const salt = await crypto.newSalt()
    return { salt, secret: await crypto.fileSecret(key, salt) }
  }
  return { proof, isOnServer, keys, bundle, again, ...await resealing({ bundle, sealed: text }, how) }
}

/**
 * Seal the keys of a file under the account's password, for this browser to keep: {keys, bundle, sealed}.
 * @param how {username, password, login}: the password logs in, beside that salt
 * @param hash of the account's newest bundle, as the server says, or null where it has met none
 */
export async function bringKeys({ username, password, login }, file, hash) {
  const { keys, bundle, text } = await openFile(username, file)
  const under = { username, password: file.password, purpose: BY }
  const { hash: own, opened } = await resealing({ bundle, sealed: text }, under)
  if (hash !== null && own !== hash) throw new Failure("file-old")
  const how = { newPassword: password, newPurpose: "password", newLogin: login, time: Date.now() }
  return { keys, bundle, sealed: await crypto.resealKeys({ ...opened, ...how }) }
}

/** The file has the keys of another time where the account has others now. */
async function demandKeys(username, bundle, keys) {
  const { encThumbprint, sigThumbprint } = await crypto.readBundle(bundle, username)
  if (encThumbprint !== keys.encThumbprint || sigThumbprint !== keys.sigThumbprint) throw new Failure("file-old")
}
