import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { newId } from "../crypto/forms.js"
import { localKey } from "../crypto/vault.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Making an account, coming in, going out. Rejects with Failure. */

/** Tries of wiping, and the pause after the first, in milliseconds. */
const TRIES = 8
const PAUSE = 100

/**
 * Make keys and an account, and log in with it.
 * @param {{username: string, password: string, store: "server"|"browser"}} wish
 * @param {(step: "keys"|"seal"|"send"|"store") => void} onProgress called as each step begins
 */
export async function register({ username, password, store }, onProgress = () => {}) {
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
    const kept = store === "server" ? sealed : null
    await api.register({ username, store, salt, secret, bundle, sealed: kept })
    onProgress("store")
    if (store === "browser") await storage.putKept(username, { bundle, sealed })
    await remember({ username, store, keys, bundle })
  })
}

/**
 * Log in and open the account's keys.
 * @param {{username: string, password: string}} who
 * @param {(step: "stretch"|"send"|"open"|"store") => void} onProgress called as each step begins
 */
export async function login({ username, password }, onProgress = () => {}) {
  return told(async () => {
    onProgress("stretch")
    const { salt } = await api.loginSalt(username)
    const secret = await crypto.loginSecret(password, salt)
    onProgress("send")
    await api.login(username, secret)
    await endOthers(username)
    const me = await api.me()
    onProgress("open")
    const { bundle, sealed } = me.store === "server" ? me : await storage.get("kept", username) ?? {}
    if (!sealed) throw new Failure("no-keys")
    const { encThumbprint, sigThumbprint } = await crypto.readBundle(bundle, username)
    const purpose = "password"
    const keys = await crypto.openKeys({
      text: sealed, username, password, purpose, encThumbprint, sigThumbprint, login: salt,
    })
    onProgress("store")
    await remember({ username, store: me.store, keys, bundle })
  })
}

/**
 * Log out on the server and wipe this browser, other tabs included.
 * Without a connection the keys go all the same; the login itself then ends with its lifetime.
 */
export async function logout() {
  const kept = await stubbornly(keptKeys)
  await api.logout().catch(() => {})
  await forget(kept)
}

/** Wipe what this browser keeps of the account. */
export async function forget(kept) {
  kept ??= await stubbornly(keptKeys)
  await stubbornly(async () => {
    await storage.wipe()
    // The server's Clear-Site-Data has emptied the site; what exists nowhere else goes back in, still sealed.
    for (const [username, value] of kept) await storage.putKept(username, value)
  })
  sessionStorage.clear()
  localStorage.clear()
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
  await storage.wipe()
  await storage.putLogin({ ...login, localKey: await localKey(), visit: newId() })
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
