import { openDB } from "../../lib/idb.js"
import { localOpen, localSeal } from "../crypto/vault.js"
import { Failure } from "../net/failure.js"

/**
 * What this browser keeps (IndexedDB). Keys rest as non-extractable CryptoKeys; everything that was decrypted, and every chain
 * key, rests sealed under a local AES-GCM key that cannot be exported either: nothing readable lies on the disk.
 *
 * | store    | key       | value |
 * | login    | "current" | {username, store, keys, bundle, earlier: the bundles before, localKey, visit}: who is logged in here |
 * |          | "visit"   | the id of that login |
 * |          | "renewed" | [{bundle, keys, earlier}]: keys that the server was asked to take, and may have (renewal.js) |
 * | kept     | username  | of accounts that keep their keys in this browser only: those, sealed by password and by phrase (kept.js) |
 * | contacts | username  | whose key is whose (contact.js) |
 * | rooms    | room      | sealed: verified position, title, preview (position.js) |
 * | sessions | room sid  | sealed: an opened session of somebody, and where its indices were met |
 * | chains   | room      | sealed: our own session and its next index |
 * | outbox   | order     | {id, room, content: sealed, failed, sealed, acked}: written, and not yet met in the room |
 * | state    | "current" | {rev}: newest revision of the account data that we have seen |
 * |          | "marks"   | sealed: what was read and may not be in the account data yet |
 * |          | "erased"  | sealed: up to where the server has erased what we took back (take_backs.js) |
 * |          | "privacy" | sealed: which signals this account gives (privacy.js) |
 * |          | "chats"   | sealed: how chats are arranged (arrangement.js) |
 * |          | "receipts " room, "told " room | sealed: marks of others that were heard, and our own that were said (receipts.js) |
 * |          | "draft " room | sealed: what was begun there and not sent (drafts.js) |
 * |          | "drop " id | sealed: a file that the server is to let go of, and may not have (file_drops.js) |
 * |          | "emoji"   | sealed: what was picked last (recent_emoji.js) |
 * |          | "rekeyed" | {bundle}: the keys that all our rooms name (rekeying.js) |
 * |          | "log"     | {size, root, subtrees}: how far the key log was verified (key_log.js) |
 * | blocks   | room number | sealed: verified and opened records of a room (blocks.js) |
 */
const STORES = ["login", "kept", "contacts", "rooms", "sessions", "chains", "state", "blocks"]
const NAME = "securechat"
/** 2 has the blocks. */
const VERSION = 2

/** What a page may have under way when its login ends in another tab. */
const CLOSED = new Set(["InvalidStateError", "AbortError"])

let opening
let visit = null

function database() {
  opening ??= openDB(NAME, VERSION, {
    upgrade(db) {
      // Whatever an older release made stays; what is new since is made beside it.
      const isMade = (name) => db.objectStoreNames.contains(name)
      for (const name of STORES) if (!isMade(name)) db.createObjectStore(name)
      if (!isMade("outbox")) db.createObjectStore("outbox", { autoIncrement: true }).createIndex("id", "id", { unique: true })
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
export const count = (store) => on((db) => db.count(store))
/** Remove everything whose key begins with this. */
export const removeAll = (name, prefix) => change(name, (store) => store.delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`)))

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
export const removeKept = (username) => on((db) => db.delete("kept", username))

/** Keep who is logged in here; every other page's login ends with it. */
export const putLogin = (login) => on(async (db) => {
  const { store, done } = db.transaction("login", "readwrite")
  await store.put(login, "current")
  await store.put(login.visit, "visit")
  await done
})

/** Renewed keys that the server may have: [{bundle, keys, earlier}]. */
export const preparedKeys = async () => await get("login", "renewed") ?? []

/** Keep renewed keys beside the ones in use, and beside all others of which nobody knows; on the disk when this resolves. */
export const prepareKeys = (made) => changePrepared((there) => [...there, made])

/** Drop renewed keys that the server has refused. */
export const dropPreparedKeys = ({ bundle }) => changePrepared((there) => there.filter((one) => one.bundle !== bundle))

const changePrepared = (decide) => change("login", async (login) => {
  await login.put(decide(await login.get("renewed") ?? []), "renewed")
}, { durability: "strict" })

/** From here on the renewed keys are those of the login, and nothing goes out under a session of the old ones. Gives the login. */
export const adoptKeys = (made) => changeAll(["login", "chains"], async (login, chains) => {
  const renewed = { ...await login.get("current"), ...made }
  await login.put(renewed, "current")
  await login.delete("renewed")
  await chains.clear()
  return renewed
}, { durability: "strict" })

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
