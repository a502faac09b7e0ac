import { appearance, setAppearance } from "../lib/appearance.js"
import * as api from "../net/api.js"
import { Failure, isLost } from "../net/failure.js"
import { newId } from "../crypto/forms.js"
import { localKey } from "../crypto/vault.js"
import * as authenticator from "./authenticator.js"
import { crypto } from "./crypto.js"
import { bringKeys } from "./key_file.js"
import * as kept from "./kept.js"
import { earlierBundles } from "./own.js"
import * as recovery from "./recovery.js"
import { beginAnew } from "./reset.js"
import { openAny } from "./sealed.js"
import * as storage from "./storage.js"

/** Making an account, coming in, going out. Rejects with Failure. */

/** Tries of wiping, and the pause after the first, in milliseconds. */
const TRIES = 8
const PAUSE = 100

/**
 * Make keys and an account, and log in with it.
 * @param {{username: string, password: string, store: "server"|"browser", code?: string}} wish  the code only where the server asks for one
 * @param {(step: "keys"|"seal"|"send"|"store") => void} onProgress called as each step begins
 * Rejects with Failure `account-unsure` where the answer was lost: the account may be there, and these keys then open it.
 */
export async function register({ username, password, store, code }, onProgress = () => {}) {
  return told(async () => {
    onProgress("keys")
    const made = await crypto.generateKeys()
    const privateJwks = { enc: made.enc.private, sig: made.sig.private }
    const keys = await crypto.importKeys(privateJwks)
    onProgress("seal")
    const time = Date.now()
    const salt = await crypto.newSalt()
    const [bundle, sealed] = await Promise.all([
      crypto.makeBundle({ username, keys, encPublic: made.enc.public, sigPublic: made.sig.public, time }),
      crypto.sealKeys({ privateJwks, username, password, purpose: "password", time, login: salt }),
    ])
    const secret = await crypto.loginSecret(password, salt)
    onProgress("send")
    const ask = () => api.register({
      username, store, salt, secret, bundle, sealed: store === "server" ? sealed : null, ...code ? { code } : {},
    })
    await (store === "server" ? ask() : keeping(username, { bundle, sealed }, ask)).catch((error) => {
      throw isLost(error) ? new Failure("account-unsure") : error
    })
    onProgress("store")
    await remember({ username, store, keys, bundle, isNew: true })
  })
}

/** Keep the keys of an account before it is asked for: it may be made and the answer be lost, and they are nowhere else. */
function keeping(username, one, ask) {
  return kept.held(async () => {
    await kept.begin(username, one)
    try {
      await ask()
    } catch (error) {
      if (!isLost(error)) await kept.withdraw(username, one)
      throw error
    }
    await kept.settle(username, one)
  })
}

/**
 * Log in and open the account's keys.
 * @param {{username: string, password: string}} who
 * @param {(step: "stretch"|"send"|"open"|"store") => void} onProgress called as each step begins
 * @param {(how: {ways: string[], finish: (code: string) => Promise, show: () => Promise}) => Promise} second asks for the second factor of who has
 *   one until it is good: for a code, or to show a passkey
 */
export async function login({ username, password }, onProgress = () => {}, second = null) {
  return told(async () => {
    onProgress("stretch")
    const { salt } = await api.loginSalt(username)
    const secret = await crypto.loginSecret(password, salt)
    onProgress("send")
    const open = () => openAccount({ username, password, purpose: "password", login: salt }, onProgress)
    const ways = await kept.held(async () => {
      const { ways } = await api.login(username, secret)
      if (!ways) await open()
      return ways
    })
    if (!ways) return
    // Other tabs are not kept waiting while somebody looks for a phone.
    await second({ ways, finish: (code) => told(() => api.loginCode(code)), show: () => told(showPasskey) })
    await kept.held(open)
  })
}

async function showPasskey() {
  await api.loginPasskey(await authenticator.show(await api.askForPasskey()))
}

/**
 * Bring the keys of who is logged in by now, and keeps them in browsers only, into this one by a key file.
 * @param {{username: string, password: string, file: {text: string, password: string}}} who  the password being the one that logged in
 */
export async function comeWithFile({ username, password, file }, onProgress = () => {}) {
  return told(() => kept.held(async () => {
    const { salt } = await api.loginSalt(username)
    await openAccount({ username, password, purpose: "password", login: salt }, onProgress, file)
  }))
}

/**
 * Log in by a passkey alone, and open the account's keys with it.
 * @param {(step: "send"|"open"|"store") => void} onProgress called as each step begins
 */
export async function loginByPasskey(onProgress = () => {}) {
  return told(async () => {
    onProgress("send")
    const { prf, ...answer } = await authenticator.unlock(await api.askAnybody())
    if (!prf) throw new Failure("passkey-second")
    await kept.held(async () => {
      const { username, bundle, sealed } = await api.loginByPasskey(answer)
      await endOthers(username)
      onProgress("open")
      const { encThumbprint, sigThumbprint } = await crypto.readBundle(bundle, username)
      const how = { text: sealed, prf, username, encThumbprint, sigThumbprint }
      const keys = await crypto.openByPasskey(how).catch((error) => {
        // Said of this passkey: of its own the sentence is about messages.
        throw error.reason === "bad-unwrap" ? new Failure("passkey-second") : error
      })
      prf.fill(0)
      onProgress("store")
      await remember({ username, store: "server", keys, bundle })
    })
  })
}

/** Open the keys of who is logged in by now, and keep them here. */
async function openAccount({ username, ...how }, onProgress, file = null) {
  await endOthers(username)
  const me = await api.me()
  onProgress("open")
  const isOnServer = me.store === "server"
  const ones = isOnServer ? [me].filter(({ sealed }) => sealed) : await kept.read(username)
  const isBrought = file && !isOnServer
  const opening = isBrought ? bringKeys({ username, ...how }, file, me.hash) : openAny(ones, { username, ...how })
  const { keys, ...one } = await opening
  onProgress("store")
  // Of keys that are on the server none is left here, once they were opened.
  await (isOnServer ? kept.drop(username) : kept.settle(username, one))
  await remember({ username, store: me.store, keys, bundle: one.bundle })
}

/**
 * Set a new password by the recovery phrase or a key file, and come in.
 * @param {{username: string, password: string, phrase?: string, file?: {text: string, password: string}}} wish  one of the two
 * @param {(step: "prove"|"seal"|"send"|"store") => void} onProgress called as each step begins
 */
export async function recover(wish, onProgress = () => {}) {
  return told(() => kept.held(async () => {
    const login = await recovery.recover(wish, onProgress)
    await endOthers(login.username)
    onProgress("store")
    await remember(login)
  }))
}

/**
 * Begin anew with new keys and a new password, by a code of the operator's, and come in.
 * @param {{username: string, password: string, code: string}} wish
 * @param {(step: "keys"|"seal"|"send"|"store") => void} onProgress called as each step begins
 */
export async function reset(wish, onProgress = () => {}) {
  return told(() => kept.held(async () => {
    const login = await beginAnew(wish, onProgress)
    await endOthers(login.username)
    onProgress("store")
    // Those that were in this browser alone open nothing that is left.
    await kept.drop(login.username)
    await remember({ ...login, isNew: true })
  }))
}

/**
 * Give the account that was just made here a recovery phrase.
 * @param {{phrase: string, password: string}} wish
 */
export async function makePhrase(wish, onProgress) {
  return told(async () => recovery.makePhrase(await storage.get("login", "current"), wish, onProgress))
}

/** Whether somebody is logged in here, as far as this browser knows. */
export async function isLoggedIn() {
  return await storage.get("login", "current") !== undefined
}

/**
 * Log out on the server and wipe this browser, other tabs included.
 * Without a connection the keys go all the same; the login itself then ends with its lifetime.
 */
export async function logout() {
  const staying = await whatStays()
  await api.logout().catch(() => {})
  await forget(staying)
}

/** Wipe what this browser keeps of the account. */
export async function forget(staying) {
  const { keys, looks } = staying ?? await whatStays()
  await stubbornly(async () => {
    await storage.wipe()
    // The server's Clear-Site-Data has emptied the site; what exists nowhere else goes back in, still sealed.
    for (const [username, value] of keys) await storage.putKept(username, value)
  })
  sessionStorage.clear()
  localStorage.clear()
  setAppearance(looks)
  for (const name of await caches.keys()) await caches.delete(name)
  endOtherTabs()
}

/** Do again what the browser broke off: while it clears the site itself it closes every connection to the storage. */
async function stubbornly(work) {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE * tries))
    }
  }
}

function endOtherTabs() {
  const channel = new BroadcastChannel("securechat")
  channel.postMessage("ended")
  channel.close()
}

/** What belongs to the browser and not to the login: how it looks, and keys that exist nowhere else. */
async function whatStays() {
  return { keys: await stubbornly(keptKeys), looks: appearance() }
}

async function keptKeys() {
  const usernames = await storage.keys("kept")
  return Promise.all(usernames.map(async (name) => [name, await storage.get("kept", name)]))
}

/** From here on the cookie is this person's: what another one left here ends, whether or not these keys open. */
async function endOthers(username) {
  const login = await storage.get("login", "current")
  if (!login || login.username === username) return
  await storage.wipe()
  endOtherTabs()
}

async function remember(login) {
  const earlier = await earlierBundles(login)
  await storage.wipe()
  await storage.putLogin({ ...login, earlier, localKey: await localKey(), visit: newId() })
  // Tabs that still show the visit before would mix the two.
  endOtherTabs()
}

async function told(work) {
  try {
    return await work()
  } catch (error) {
    throw Failure.of(error)
  }
}
