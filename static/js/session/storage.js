import { openDB } from "../../lib/idb.js"
import { localOpen, localSeal } from "../crypto/vault.js"
import { Failure } from "../net/failure.js"

/**
 * What this browser keeps (IndexedDB). Keys rest as non-extractable CryptoKeys; everything that was decrypted, and every chain
 * key, rests sealed under a local AES-GCM key that cannot be exported either: nothing readable lies on the disk.
 *
 * | store    | key       | value |
 * | login    | "current" | {username, store, keys, bundle, localKey, visit}: who is logged in here |
 * |          | "visit"   | the id of that login |
 * | kept     | username  | {sealed, bundle}: of accounts that keep their keys in this browser only, sealed by password |
 * | contacts | username  | whose key is whose (contact.js) |
 * | rooms    | room      | sealed: verified position, title, preview (position.js) |
 * | sessions | room sid  | sealed: an opened session of somebody, and where its indices were met |
 * | chains   | room      | sealed: our own session and its next index |
 * | outbox   | order     | {id, room, content: sealed, failed, sealed, acked}: written, and not yet met in the room |
 * | state    | "current" | {rev}: newest revision of the account data that we have seen |
 * |          | "marks"   | sealed: what was read and may not be in the account data yet |
 * |          | "log"     | {size, root, subtrees}: how far the key log was verified (key_log.js) |
 */
const STORES = ["login", "kept", "contacts", "rooms", "sessions", "chains", "state"]
const NAME = "securechat"

/** What a page may have under way when its login ends in another tab. */
const CLOSED = new Set(["InvalidStateError", "AbortError"])

let opening
let visit = null

function database() {
  opening ??= openDB(NAME, 1, {
    upgrade(db) {
      for (const name of STORES) db.createObjectStore(name)
      db.createObjectStore("outbox", { autoIncrement: true }).createIndex("id", "id", { unique: true })
    },
    // Another tab logs out, or the browser clears the site: let go, and open anew when asked again.
    blocking: forget,
    terminated: () => (opening = null),
  }).catch((error) => {
    opening = null
    throw error
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
    if (!CLOSED.has(error.name)) throw error
    opening = null
    return work(await database())
  }
}

/** From here on this page writes as this login: once it has ended here, in whichever tab, nothing is written any more. */
export function enter(login) {
  visit = login.visit
}

/** Change stores together, if the login that this page belongs to has not ended meanwhile. Rejects with Failure `ended`. */
const changeAll = (names, work, options) => on(async (db) => {
  const transaction = db.transaction([...names, "login"], "readwrite", options)
  const done = transaction.done
  done.catch(() => {})
  if (visit !== null && await transaction.objectStore("login").get("visit") !== visit) throw new Failure("ended")
  const result = await work(...names.map((name) => transaction.objectStore(name)))
  await done
  return result
})

const change = (name, work, options) => changeAll([name], work, options)

export const get = (store, key) => on((db) => db.get(store, key))
export const put = (name, key, value, options) => change(name, (store) => store.put(value, key), options)
export const remove = (name, key) => change(name, (store) => store.delete(key))
export const keys = (store) => on((db) => db.getAllKeys(store))

/**
 * Change a value in one step, whatever other tabs do.
 * @param decide (value that is there, or undefined) => the value to be there, or undefined to leave it
 * @returns what is there then
 */
export const update = (name, key, decide) => change(name, async (store) => {
  const there = await store.get(key)
  const wanted = decide(there)
  if (wanted !== undefined) await store.put(wanted, key)
  return wanted ?? there
})

/** Everything in a store, as [[key, value], …]. */
export const entries = (store) => on(async (db) => {
  const transaction = db.transaction(store)
  const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
  return keys.map((key, place) => [key, values[place]])
})

export async function getSealed(localKey, store, key) {
  const sealed = await get(store, key)
  return sealed === undefined ? undefined : localOpen(localKey, sealed)
}

/** @param options of the transaction: {durability: "strict"} resolves only when the disk has it */
export async function putSealed(localKey, store, key, value, options) {
  await put(store, key, await localSeal(localKey, value), options)
}

/** Keep the sealed keys of an account that keeps them in this browser only; they outlast its logins. */
export const putKept = (username, value) => on((db) => db.put("kept", value, username))

/** Keep who is logged in here; every other page's login ends with it. */
export const putLogin = (login) => on(async (db) => {
  const { store, done } = db.transaction("login", "readwrite")
  await store.put(login, "current")
  await store.put(login.visit, "visit")
  await done
})

/** Everything that was written and not met yet, oldest first, as {order, id, room, content, failed, sealed, acked}. */
export const waiting = () => on(async (db) => {
  const { store } = db.transaction("outbox")
  const [orders, entries] = await Promise.all([store.getAllKeys(), store.getAll()])
  return entries.map((entry, place) => ({ order: orders[place], ...entry }))
})

/** The first that waits to be sent behind an order and is not of these rooms, or undefined. */
export const nextWaiting = (order, rooms) => on(async (db) => {
  let cursor = await db.transaction("outbox").store.openCursor(IDBKeyRange.lowerBound(order, true))
  const waits = ({ failed, acked, room }) => !failed && !acked && !rooms.has(room)
  while (cursor && !waits(cursor.value)) cursor = await cursor.continue()
  return cursor ? { order: cursor.key, ...cursor.value } : undefined
})

export const enqueue = (entry) => change("outbox", (store) => store.add(entry))

/** Change members of a waiting entry; one that is gone meanwhile stays gone. */
export const amend = (id, changes) => change("outbox", (store) => amendIn(store, id, changes))

/**
 * Keep what a message was sealed to, and the chain without the index that this took, in one step: no index is used twice, and
 * none is skipped. On the disk, not on its way there, when this resolves.
 */
export const spend = (room, chain, id, changes) => changeAll(["chains", "outbox"], async (chains, outbox) => {
  await chains.put(chain, room)
  await amendIn(outbox, id, changes)
}, { durability: "strict" })

async function amendIn(store, id, changes) {
  const order = await store.index("id").getKey(id)
  if (order !== undefined) await store.put({ ...await store.get(order), ...changes }, order)
}

/** Put an entry in the place of another; one that is gone meanwhile stays gone. */
export const exchange = (id, entry) => change("outbox", async (store) => {
  const order = await store.index("id").getKey(id)
  if (order !== undefined) await store.put(entry, order)
})

/** Gives whether the entry was there. */
export const dequeue = (id) => change("outbox", async (store) => {
  const order = await store.index("id").getKey(id)
  if (order !== undefined) await store.delete(order)
  return order !== undefined
})

/**
 * Delete everything of the account that was logged in here; sealed keys that exist nowhere else stay.
 * Gives false, with nothing deleted, where another login than this page's is kept here by now.
 */
export const wipe = () => on(async (db) => {
  const names = [...STORES.filter((name) => name !== "kept"), "outbox"]
  const transaction = db.transaction(names, "readwrite")
  const kept = await transaction.objectStore("login").get("visit")
  if (visit !== null && kept !== undefined && kept !== visit) return false
  await Promise.all(names.map((name) => transaction.objectStore(name).clear()))
  await transaction.done
  return true
})
