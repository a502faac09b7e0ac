import * as api from "../net/api.js"
import { isLost } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { insist, isRefusal } from "./insist.js"
import { byFile } from "./key_file.js"
import * as kept from "./kept.js"
import { openAny, openOwn, resealing, sealAnew } from "./sealed.js"

/**
 * The recovery phrase (PROTOCOL 5.2): made, tried out, and used; a key file (key_file.js) is tried out and used as it is. Phrases come as
 * lib/phrase.js gives them.
 */

const PURPOSE = "recovery"

/**
 * Seal the account's keys under a recovery phrase as well; one before it counts no more.
 * @param login who is logged in here
 * @param {{phrase: string, password: string}} wish
 * @param {(step: "open"|"seal"|"send") => void} onProgress called as each step begins
 * Rejects with `bad-password`; Failure `phrase-unsure` where the answer was lost.
 */
export async function makePhrase(login, wish, onProgress = () => {}) {
  await kept.held(() => make(login, wish, onProgress))
}

async function make(login, { phrase, password }, onProgress) {
  onProgress("open")
  const { username, store, bundle } = login
  const { salt: loginSalt, hash, opened } = await openOwn(login, password)
  onProgress("seal")
  const { salt, sealed } = await sealAnew(opened, phrase, PURPOSE)
  const [proof, secret] = await Promise.all([
    crypto.loginSecret(password, loginSalt), crypto.recoverySecret(phrase, salt),
  ])
  onProgress("send")
  const ask = (stored) => insist(() => api.makePhrase({ password: proof, salt, secret, ...stored }), "phrase-unsure")
  if (store === "server") return ask({ bundle: hash, sealed })
  await kept.begin(username, { bundle, sealed }, PURPOSE)
  try {
    await ask({ bundle: null, sealed: null })
  } catch (error) {
    if (isRefusal(error)) await kept.withdraw(username, { sealed }, PURPOSE)
    throw error
  }
  await kept.settle(username, { bundle, sealed }, PURPOSE)
}

/**
 * Do all of a recovery that changes nothing: show the server the phrase or what is in the file, and open the account's keys with it.
 * @param {{phrase: string}|{file: {text: string, password: string}}} by
 * Rejects with Failure `bad-recovery`, `no-keys`, `other-file`, `file-…`, and as `openKeys`.
 */
export async function drill({ username, bundle }, by) {
  await open(username, by, bundle)
}

/**
 * Set a new password by phrase or file, and be let in. To be called while `kept` is held.
 * @param {{username: string, password: string, phrase?: string, file?: {text: string, password: string}}} wish  one of the two
 * @param {(step: "prove"|"seal"|"send") => void} onProgress called as each step begins
 * Gives {username, store, keys, bundle} of the account. Rejects as `drill`.
 */
export async function recover({ username, password, ...by }, onProgress = () => {}) {
  onProgress("prove")
  const { proof, isOnServer, bundle, keys, hash, opened, again } = await open(username, by)
  onProgress("seal")
  const [forPassword, next] = await Promise.all([sealAnew(opened, password, "password"), again()])
  const secret = await crypto.loginSecret(password, forPassword.salt)
  onProgress("send")
  const stored = ({ sealed, ...rest }) => sealed === undefined ? rest : { ...rest, sealed: isOnServer ? sealed : null }
  // Not asked twice by itself: the secret of the phrase, or of the file, counts once. Whoever fills in the form again is let in.
  const ask = () => api.recover({
    username,
    secret: proof,
    bundle: isOnServer ? hash : null,
    password: stored({ ...forPassword, secret }),
    [by.file ? "file" : "phrase"]: stored(next),
  })
  const login = { username, store: isOnServer ? "server" : "browser", keys, bundle }
  if (isOnServer) {
    await ask()
    return login
  }
  const texts = { password: { bundle, sealed: forPassword.sealed } }
  if (next.sealed) texts[PURPOSE] = { bundle, sealed: next.sealed }
  const each = async (work) => {
    for (const [purpose, one] of Object.entries(texts)) await work(username, one, purpose)
  }
  await each(kept.begin)
  try {
    await ask()
  } catch (error) {
    if (!isLost(error) && isRefusal(error)) await each(kept.withdraw)
    throw error
  }
  await each(kept.settle)
  return login
}

function open(username, { phrase, file }, mine) {
  return file ? byFile(username, file, mine) : byPhrase(username, phrase, mine)
}

/**
 * @param mine the bundle of who is logged in here; where nobody is, it is the server's to say
 * Gives {proof, isOnServer, keys, bundle, hash, opened, again}: `again` makes the secret that takes the place of the one shown.
 */
async function byPhrase(username, phrase, mine = null) {
  const { salt } = await api.recoverySalt(username)
  const proof = await crypto.recoverySecret(phrase, salt)
  const given = await api.recoveryKeys(username, proof)
  const isOnServer = given.sealed !== null
  const found = isOnServer ? [given] : await kept.read(username, PURPOSE)
  const ones = found.map(({ bundle, sealed }) => ({ bundle: mine ?? bundle, sealed }))
  const how = { username, password: phrase, purpose: PURPOSE, login: salt }
  const { keys, ...one } = await openAny(ones, how)
  const { hash, opened } = await resealing(one, how)
  const again = async () => {
    const next = await sealAnew(opened, phrase, PURPOSE)
    return { ...next, secret: await crypto.recoverySecret(phrase, next.salt) }
  }
  return { proof, isOnServer, keys, bundle: one.bundle, hash, opened, again }
}
