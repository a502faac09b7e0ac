import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import { insist, isRefusal } from "./insist.js"
import * as kept from "./kept.js"
import { openOwn } from "./sealed.js"
import * as storage from "./storage.js"

/** Where the account's keys are kept (PROTOCOL 5.7): "server", or "browser" for this browser only; moved from the one to the other. */

const CHANNEL = "securechat-store"

/**
 * Move the keys of who is logged in here.
 * @param {{store: "server"|"browser", password: string}} wish
 * @param {(step: "open"|"send") => void} onProgress called as each step begins
 * Gives whether the recovery phrase goes on to count. Rejects with `bad-password`; Failure `store-unsure` where the answer was lost:
 * either holds then, with all that belongs to it, and the next visit finds out which.
 */
export async function moveKeys(login, { store, password }, onProgress = () => {}) {
  return kept.held(async () => {
    onProgress("open")
    const { salt, hash, opened: { text: sealed } } = await openOwn(login, password)
    const wish = { password: await crypto.loginSecret(password, salt), store }
    onProgress("send")
    const keepsPhrase = store === "browser" ? await toBrowser(login, { ...wish, bundle: hash }, sealed) : await toServer(login, wish, sealed)
    await say(login, store)
    return keepsPhrase
  })
}

/** This browser has them before the server is asked to let go. */
async function toBrowser({ username, bundle }, wish, sealed) {
  const { sealed: forPhrase } = await api.sealedForPhrase()
  const texts = { password: { bundle, sealed }, ...forPhrase && { recovery: { bundle, sealed: forPhrase } } }
  const each = async (work) => {
    for (const [purpose, one] of Object.entries(texts)) await work(username, one, purpose)
  }
  await each(kept.begin)
  try {
    await ask(wish)
  } catch (error) {
    if (isRefusal(error)) await each(kept.withdraw)
    throw error
  }
  await each(kept.settle)
  return true
}

/** This browser keeps them until the server is known to have them. */
async function toServer({ username, bundle }, wish, sealed) {
  const forPhrase = await kept.read(username, "recovery")
  // Of several nobody knows which the phrase opens.
  const recovery = forPhrase.length === 1 ? forPhrase[0].sealed : null
  await ask({ ...wish, bundle, sealed, ...recovery !== null && { recovery } })
  await kept.drop(username)
  return recovery !== null
}

const ask = (wish) => insist(() => api.moveKeys(wish), "store-unsure")

/** Keep where the keys are, for this page, the next ones and the other tabs. */
async function say(login, store) {
  login.store = store
  await storage.update("login", "current", (there) => there && { ...there, store })
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(store)
  channel.close()
}

/** Hear of another tab that has moved the keys. Gives how to stop. */
export function followStore(login, moved) {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener("message", ({ data: store }) => {
    login.store = store
    moved()
  })
  return () => channel.close()
}

/** Where an answer was lost, the server says at the next visit what became of the keys. */
export async function settleStore(login, store) {
  if (store !== login.store) await say(login, store)
}
