import { openDB } from "../../lib/idb.js"
import { localOpen, localSeal } from "../crypto/vault.js"

/**
 * What this browser keeps (IndexedDB). Keys rest as non-extractable CryptoKeys; everything that was decrypted, and every chain
 * key, rests sealed under a local AES-GCM key that cannot be exported either: nothing readable lies on the disk.
 *
 * | store    | key      | value |
 * | login    | "current"| {username, store, keys, bundle, localKey}: who is logged in here |
 * | kept     | username | {sealed, bundle}: of accounts that keep their keys in this browser only, sealed by password |
 * | contacts | username | {bundle, since}: the first bundle seen of a person |
 * | rooms    | room     | sealed: verified position, title, preview |
 * | sessions | room sid | sealed: an opened session of somebody |
 * | chains   | room     | sealed: our own session and its next index |
 * | outbox   | order    | {id, room, content: sealed, failed}: written, not yet acknowledged |
 * | state    | "current"| {rev}: newest revision of the account data that we have seen |
 */
const STORES = ["login", "kept", "contacts", "rooms", "sessions", "chains", "state"]
const NAME = "securechat"

let opening

function database() {
  opening ??= openDB(NAME, 1, {
    upgrade(db) {
      for (const name of STORES) db.createObjectStore(name)
      db.createObjectStore("outbox", { autoIncrement: true }).createIndex("id", "id", { unique: true })
    },
    // Another tab logs out, or the browser clears the site: let go, and open anew when asked again.
    blocking: forget,
    terminated: () => (opening = null),
  })
  return opening
}

async function forget() {
  const db = await opening
  opening = null
  db?.close()
}

/** Run one transaction, once more if the connection had been closed underneath. */
async function on(work) {
  try {
    return await work(await database())
  } catch (error) {
    if (error.name !== "InvalidStateError") throw error
    opening = null
    return work(await database())
  }
}

export const get = (store, key) => on((db) => db.get(store, key))
export const put = (store, key, value) => on((db) => db.put(store, value, key))
export const remove = (store, key) => on((db) => db.delete(store, key))
export const keys = (store) => on((db) => db.getAllKeys(store))

export async function getSealed(localKey, store, key) {
  const sealed = await get(store, key)
  return sealed === undefined ? undefined : localOpen(localKey, sealed)
}

export async function putSealed(localKey, store, key, value) {
  await put(store, key, await localSeal(localKey, value))
}

/** Everything that waits to be sent, oldest first, as {order, id, room, content, failed}. */
export const waiting = () => on(async (db) => {
  const found = []
  let cursor = await db.transaction("outbox").store.openCursor()
  for (; cursor; cursor = await cursor.continue()) found.push({ order: cursor.key, ...cursor.value })
  return found
})

export const enqueue = (entry) => on((db) => db.add("outbox", entry))

/** Replace a waiting entry; one that is gone meanwhile stays gone. */
export const amend = ({ order, ...entry }) => on(async (db) => {
  const { store, done } = db.transaction("outbox", "readwrite")
  if (await store.getKey(order)) await store.put(entry, order)
  await done
})

export const dequeue = (id) => on(async (db) => {
  const { store, done } = db.transaction("outbox", "readwrite")
  const order = await store.index("id").getKey(id)
  if (order !== undefined) await store.delete(order)
  await done
})

/** Delete everything of the account that was logged in here; sealed keys that exist nowhere else stay. */
export const wipe = () => on(async (db) => {
  const names = [...STORES.filter((name) => name !== "kept"), "outbox"]
  const { objectStore, done } = transaction(db, names)
  await Promise.all(names.map((name) => objectStore(name).clear()))
  await done
})

function transaction(db, names) {
  const opened = db.transaction(names, "readwrite")
  return { objectStore: (name) => opened.objectStore(name), done: opened.done }
}
