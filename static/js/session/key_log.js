import * as api from "../net/api.js"
import { Failure, isPassing } from "../net/failure.js"
import { isCount, isHash } from "../crypto/forms.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Entries of one answer (PROTOCOL 13), and how many a log may have grown by since the last visit: more is no log of people. */
const PAGE = 1_000
const MAX_GROWTH = 1_000_000

/** How long the newest checkpoint counts as the newest where a bundle may be younger, in milliseconds. */
const FRESH = 1_000

/** Failures of the connection or the login, rather than of one question. */
const ENDED = new Set(["offline", "not-logged-in", "ended"])

const NOTHING = { size: 0, root: null, subtrees: [] }

/**
 * The key log as far as this browser has verified it (PROTOCOL 17, 18): that it only grows, that everybody is shown the same, that it has
 * every bundle we use, and in our name no other than ours.
 * Events: "change" when it has grown, "entries" (detail: those of others that are new since an earlier visit), and "alarm". After one that this browser found by itself, no bundle is proven any more that had not been before.
 */
export class KeyLog extends EventTarget {
  #own
  #kept = NOTHING
  #updated = -Infinity
  #account = null
  #alarms = new Map()
  #proven = new Set()
  #witnessed = new Map()
  #refuted = new Map()
  #queue = Promise.resolve()

  /** @param own the account's own bundle, read */
  constructor(own) {
    super()
    this.#own = own
  }

  /** The newest checkpoint that was verified, {root, size}, or null. */
  get checkpoint() {
    const { root, size } = this.#kept
    return size ? { root, size } : null
  }

  /** What was found wrong: [{reason, username, stops}]; `username` is whose keys it is about, or who was shown another log. */
  get alarms() {
    return [...this.#alarms.values()]
  }

  async recall() {
    this.#kept = await storage.get("state", "log") ?? NOTHING
  }

  /** The server gives everything else, and nothing of its key log: what it hides there is not known. */
  withhold() {
    this.#alarm({ reason: "log-withheld", username: null, stops: true })
  }

  /** At each visit: verify what has been added, and that our own bundle is there. */
  async visit() {
    await this.#inOrder(() => this.#update(), {})
    const { hash, username } = this.#own
    await this.#inOrder(() => this.#demandIncluded(hash, username), { username, stops: true })
    if (this.#alarms.delete("log-withheld null")) this.dispatchEvent(new Event("alarm"))
  }

  /**
   * Demand that the key log has a bundle as this person's.
   * Rejects with Failure `not-logged`, `bad-log-proof`, or the reason of an alarm.
   */
  prove(hash, username) {
    return this.#inOrder(async () => {
      if (this.#proven.has(`${hash} ${username}`)) return
      const alarm = this.alarms.find(({ stops }) => stops)
      if (alarm) throw new Failure(alarm.reason, { username: alarm.username })
      await this.#demandIncluded(hash, username)
    }, { username })
  }

  /** Hold the checkpoint that somebody has seen against ours. Rejects with Failure `log-behind`, `log-forked`. */
  witness({ root, size }, username) {
    if (this.#witnessed.get(size) === root) return Promise.resolve()
    const name = `${size} ${root}`
    const isOurs = username === this.#own.username
    // What a member says is shown with their name; were it to stop everything, any member could.
    const about = isOurs ? { stops: true } : { username }
    return this.#inOrder(async () => {
      // Once the log itself is wrong, it tells nothing of others.
      if (this.alarms.some((alarm) => alarm.stops && !alarm.username)) return
      if (this.#updated === -Infinity) await this.#update()
      // Asked once: whoever writes nonsense with every message keeps nobody from being answered.
      if (this.#refuted.has(name)) throw new Failure(this.#refuted.get(name))
      if (size > this.#kept.size) await this.#update()
      try {
        if (size > this.#kept.size) throw new Failure("log-behind")
        await this.#demandConsistent({ root, size }, this.checkpoint, "log-withheld")
      } catch (error) {
        const { code } = Failure.of(error)
        // That the server keeps the proof to itself is nobody else's doing.
        if (code === "log-withheld") error.isOfLog = true
        else if (!isPassing(error)) this.#refuted.set(name, code)
        throw error
      }
      this.#witnessed.set(size, root)
    }, about)
  }

  /** What of this goes into the account data (PROTOCOL 12): the larger one, so that two browsers come to the same. */
  value() {
    return this.#account && this.#account.size >= this.#kept.size ? this.#account : this.checkpoint
  }

  /** Hold what another browser of this account has seen against ours. */
  async join(log) {
    this.#account = log
    if (log) await this.witness(log, this.#own.username)
  }

  /** What is wrong with the log itself stops everything, whoever's message or keys brought it to light. */
  async #update() {
    try {
      await this.#extend()
    } catch (error) {
      throw isPassing(error) ? error : Object.assign(Failure.of(error), { isOfLog: true })
    }
  }

  async #extend() {
    const newest = await answered(api.keyLogCheckpoint(), "log-behind")
    if (!isCheckpoint(newest)) throw new Failure("bad-shape")
    this.#updated = performance.now()
    await this.#meetOtherTabs()
    const kept = this.#kept
    if (newest.size < kept.size) throw new Failure("log-behind")
    if (kept.size) await this.#demandConsistent(kept, newest)
    if (newest.size === kept.size) return
    const { log, ours, others } = await this.#extended(kept, newest.size)
    if (log.root !== newest.root) throw new Failure("bad-log-entries")
    // Not kept where it is not so: the next visit is to find it again.
    await this.#demandOwn(ours)
    await storage.update("state", "log", (there) => there?.size > log.size ? undefined : log)
    this.#kept = log
    this.dispatchEvent(new Event("change"))
    // Whoever comes for the first time knows nobody yet by other keys than those of now.
    if (kept.size && others.length) this.dispatchEvent(new CustomEvent("entries", { detail: others }))
  }

  /** Another tab may have come further, and may have been shown another log. */
  async #meetOtherTabs() {
    const there = await storage.get("state", "log")
    if (!there || (there.size === this.#kept.size && there.root === this.#kept.root)) return
    const [first, second] = there.size < this.#kept.size ? [there, this.#kept] : [this.#kept, there]
    if (first.size) await this.#demandConsistent(first, second)
    this.#kept = second
  }

  async #demandConsistent({ root, size }, second, refused = "log-forked") {
    const first = { root, size }
    let proof = []
    if (size < second.size) ({ proof } = await answered(api.keyLogConsistency(size, second.size), refused))
    await crypto.checkConsistency({ first, second: { root: second.root, size: second.size }, proof })
  }

  /** Fetch the entries from ours to `size`. Gives the log with them, those in our own name, and the others. */
  async #extended({ size: from, subtrees }, size) {
    if (size - from > MAX_GROWTH) throw new Failure("bad-log-entries")
    let log = { size: from, subtrees }
    const ours = []
    const others = []
    while (log.size < size) {
      const { entries } = await answered(api.keyLogEntries(log.size, size), "bad-log-entries")
      // A server that gives them in drops would keep us for ever.
      if (entries?.length !== Math.min(PAGE, size - log.size)) throw new Failure("bad-log-entries")
      log = await crypto.extendLog({ log: { size: log.size, subtrees: log.subtrees }, entries })
      for (const entry of entries) (entry.username === this.#own.username ? ours : others).push(entry)
    }
    return { log, ours, others }
  }

  async #demandOwn(entries) {
    if (entries.every(({ bundle }) => bundle === this.#own.hash)) return
    const { hashes, anew } = await this.#ownHashes()
    // What was in our name before we began anew is of keys that are lost: nobody can say any more whose they were.
    const since = Math.max(0, entries.findIndex(({ bundle }) => bundle === anew))
    if (entries.slice(since).some(({ bundle }) => !hashes.has(bundle))) throw new Failure("foreign-key")
  }

  /**
   * Of the bundles that ours renewed, or that renewed ours: only our own keys can have signed them. `anew` is the hash of the first where
   * that says that the keys before it are lost.
   */
  async #ownHashes() {
    const { username, hash, reset } = this.#own
    const alone = { hashes: new Set([hash]), anew: reset ? hash : null }
    try {
      const { bundle, earlier = [] } = await api.bundle(username)
      const shown = await Promise.all([...earlier, bundle].map((text) => crypto.readBundle(text, username)))
      const texts = shown.slice(Math.max(0, shown.findLastIndex((one) => one.reset))).map(({ text }) => text)
      const row = await crypto.readRenewals({ username, texts })
      const hashes = new Set(row.map((one) => one.hash))
      return hashes.has(hash) ? { hashes, anew: row[0].reset ? row[0].hash : null } : alone
    } catch (error) {
      // Without the bundle itself there is nothing that speaks for it, whatever the server's trouble is.
      if (ENDED.has(Failure.of(error).code)) throw error
      return alone
    }
  }

  async #demandIncluded(hash, username) {
    // It may be younger than what we have seen of the log.
    if (performance.now() - this.#updated > FRESH) await this.#update()
    if (!await this.#includes(hash, username)) {
      await this.#update()
      if (!await this.#includes(hash, username)) throw new Failure("not-logged", { username })
    }
    this.#proven.add(`${hash} ${username}`)
  }

  async #includes(bundle, username) {
    const { checkpoint } = this
    if (!checkpoint) return false
    const answer = await api.keyLogInclusion(bundle, checkpoint.size).catch((error) => {
      if (isPassing(error)) throw error
      return null
    })
    if (!answer) return false
    const { entry, index, proof } = answer
    if (entry?.bundle !== bundle || entry.username !== username) throw new Failure("bad-log-proof")
    await crypto.checkInclusion({ checkpoint, entry, index, proof })
    return true
  }

  /** One question after the other; what speaks against the log becomes an alarm. */
  #inOrder(work, { username = null, stops = false }) {
    const done = this.#queue.then(async () => {
      try {
        return await work()
      } catch (error) {
        const failure = Failure.of(error)
        if (isPassing(failure)) throw failure
        const about = failure.isOfLog ? { username: null, stops: true } : { username, stops }
        this.#alarm({ reason: failure.code, ...about })
        throw new Failure(failure.code, { username: about.username })
      }
    })
    this.#queue = done.catch(() => {})
    return done
  }

  #alarm(alarm) {
    const name = `${alarm.reason} ${alarm.username}`
    // What stops everything says it for everybody.
    if (this.#alarms.has(name) || this.alarms.some(({ reason, stops }) => stops && reason === alarm.reason)) return
    this.#alarms.set(name, alarm)
    this.dispatchEvent(new Event("alarm"))
  }
}

const isCheckpoint = (value) => isCount(value?.size) && isHash(value.root)

/** An answer that the server refuses to give is as good as one that does not hold. */
async function answered(asking, reason) {
  try {
    return await asking
  } catch (error) {
    throw isPassing(error) ? error : new Failure(reason)
  }
}
