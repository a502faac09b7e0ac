import * as storage from "./storage.js"

/**
 * Sealed keys that exist in this browser alone, of an account that the server stores none of: {bundle, sealed, next?, recovery?} by
 * username, `next` and `recovery` lists of {bundle, sealed}. The server may have taken what it was asked, and its answer be lost:
 * whatever may count is here until it is known what does. The password that logs in says so, or an answer of the server. Under the
 * recovery phrase they are in `recovery`, the oldest first.
 */

/** What of an account may count, the oldest first: [{bundle, sealed}]. */
export async function read(username, purpose = "password") {
  return listsOf(await storage.get("kept", username))[purpose]
}

/** Put new sealed keys beside all that are here. */
export async function begin(username, one, purpose = "password") {
  await change(username, purpose, (ones) => [...ones, one])
}

/** Drop sealed keys that the server has refused; what else is here stays. */
export async function withdraw(username, { sealed }, purpose = "password") {
  await change(username, purpose, (ones) => ones.filter((one) => one.sealed !== sealed))
}

/** Stay with the sealed keys that turned out to count. */
export async function settle(username, one, purpose = "password") {
  await change(username, purpose, () => [one])
}

/** Drop all that is kept of an account: it is elsewhere, and was opened there. */
export const drop = (username) => storage.removeKept(username)

/** Hold what is kept of accounts, against the other tabs, from what is asked of the server to what its answer means. */
export const held = (work) => navigator.locks.request("securechat-password", work)

function listsOf({ bundle, sealed, next = [], recovery = [] } = {}) {
  // An older release kept one text there, of the same bundle.
  const others = [next].flat().map((one) => typeof one === "string" ? { bundle, sealed: one } : one)
  return { password: [...sealed ? [{ bundle, sealed }] : [], ...others], recovery }
}

async function change(username, purpose, decide) {
  const lists = listsOf(await storage.get("kept", username))
  const { password: [first, ...next], recovery } = { ...lists, [purpose]: decide(lists[purpose]) }
  if (!first && !recovery.length) return storage.removeKept(username)
  await storage.putKept(username, { ...first, ...next.length ? { next } : {}, ...recovery.length ? { recovery } : {} })
}
