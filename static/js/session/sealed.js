import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import * as kept from "./kept.js"

/** The account's sealed keys, wherever they are kept: found, opened, and sealed anew (PROTOCOL 5). */

/**
 * Open sealed keys by a password or a phrase: {bundle, sealed, keys}; of several the ones that it opens. All are tried: of two
 * under one password, the salt of the login says which counts.
 * @param ones [{bundle, sealed}]
 * @param how {username, password, purpose, login?}
 * Rejects as `openKeys`, with what says more than `bad-password` where there is that, and with Failure `no-keys`.
 */
export async function openAny(ones, { username, ...how }) {
  let refused = null
  for (const { bundle, sealed } of ones) {
    try {
      const { encThumbprint, sigThumbprint } = await crypto.readBundle(bundle, username)
      const account = { username, encThumbprint, sigThumbprint }
      return { bundle, sealed, keys: await crypto.openKeys({ ...how, ...account, text: sealed }) }
    } catch (error) {
      if (!refused || refused.reason === "bad-password") refused = error
    }
  }
  throw refused ?? new Failure("no-keys")
}

/**
 * Open the keys of who is logged in here by the password, before a secret is made of it: the salt has to be the account's.
 * Gives {salt, hash, opened}: the salt, the bundle's hash, and what `sealAnew` wants.
 */
export async function openOwn({ username, store, bundle }, password) {
  const [{ salt }, me] = await Promise.all([api.loginSalt(username), api.me()])
  const found = store === "server" ? [me].filter(({ sealed }) => sealed) : await kept.read(username)
  // Of the keys that are in use here, whatever else is kept under this name.
  const ones = found.map(({ sealed }) => ({ bundle, sealed }))
  const how = { username, password, purpose: "password", login: salt }
  const { sealed } = await openAny(ones, how)
  return { salt, ...await resealing({ bundle, sealed }, how) }
}

/** What sealing opened keys anew asks for: {hash, opened}, the hash being the bundle's. */
export async function resealing({ bundle, sealed }, how) {
  const { hash, encThumbprint, sigThumbprint } = await crypto.readBundle(bundle, how.username)
  return { hash, opened: { ...how, text: sealed, encThumbprint, sigThumbprint } }
}

/**
 * Seal opened keys under another password or phrase, beside a fresh salt: {salt, sealed}.
 * @param {"password"|"recovery"} purpose
 */
export async function sealAnew(opened, newPassword, purpose) {
  const salt = await crypto.newSalt()
  const sealed = await crypto.resealKeys({
    ...opened, newPassword, newPurpose: purpose, newLogin: salt, time: Date.now(),
  })
  return { salt, sealed }
}
