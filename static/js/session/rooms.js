import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { newId } from "../crypto/forms.js"
import { crypto } from "./crypto.js"
import { pairsOf } from "./own.js"
import { Room } from "./room.js"

/** Tries of a roster change: each loses a race against somebody else's. */
const TRIES = 5

/** The rooms of this account, loaded as they are needed, and what changes their rosters. */
export class Rooms {
  #login
  #people
  #directory
  #changed
  #loaded = new Map()

  /** @param people {directory, contacts, keyLog}  @param changed (room id): a room shows otherwise than before, by itself */
  constructor(login, people, changed) {
    this.#login = login
    this.#people = people
    this.#directory = people.directory
    this.#changed = changed
  }

  /** The rooms that are loaded, as an array of Room. */
  get loaded() {
    return [...this.#loaded.values()].map(({ room }) => room)
  }

  /** Give a Room once it is loaded and verified; one that failed or was refused is loaded anew at the next call. */
  async get(id) {
    if (!this.#loaded.has(id)) {
      const room = new Room(id, this.#login, this.#people, () => this.#changed(id))
      this.#loaded.set(id, { room, ready: null, isLoading: false })
    }
    const slot = this.#loaded.get(id)
    if (!slot.ready || (slot.room.refused && !slot.isLoading)) slot.ready = this.#load(slot)
    await slot.ready
    return slot.room
  }

  async #load(slot) {
    slot.isLoading = true
    try {
      await slot.room.load()
    } catch (error) {
      slot.ready = null
      throw error
    } finally {
      slot.isLoading = false
    }
  }

  /** Give a Room whatever became of loading it, or undefined. */
  peek(id) {
    return this.#loaded.get(id)?.room
  }

  forget(id) {
    this.#loaded.delete(id)
  }

  /**
   * Make a room with these people. Gives its id; a direct chat that exists already is found again.
   * Rejects with Failure `unknown-user`, `keys-offline` with the username.
   */
  async create(kind, usernames) {
    await this.#find(usernames)
    const room = newId()
    const changes = [
      { op: "create", kind, settings: { log: true }, subject: await this.#subject(this.#login.username) },
      ...await this.#additions(usernames),
    ]
    const { texts } = await this.#entries(room, null, changes)
    try {
      await api.createRoom(room, texts)
      return room
    } catch (error) {
      if (error.code === "direct-exists") return error.details.room
      throw error
    }
  }

  async add(id, usernames) {
    await this.#find(usernames)
    await this.#change(id, await this.#additions(usernames))
  }

  /** Put the keys that a member has now in the place of those that they have lost. */
  async addAgain(id, username) {
    await this.#find([username])
    const subject = await this.#subject(username)
    await this.#change(id, ({ members }) => {
      const there = members.find((member) => member.username === username)
      if (!there) return [{ op: "add", subject }]
      const { enc, sig } = there
      return sig === subject.sig ? [] : [{ op: "remove", subject: { username, enc, sig } }, { op: "add", subject }]
    })
  }

  async remove(id, username) {
    await this.#change(id, [{ op: "remove", subject: await this.#member(id, username) }])
  }

  /** What others wrote in the meantime is not for us to read any more: nothing is taken in. */
  async leave(id) {
    await this.#append(id, [{ op: "leave", subject: await this.#member(id, this.#login.username) }])
  }

  async setLog(id, log) {
    await this.#change(id, ({ expire }) => [settings(log, expire)])
  }

  /** @param expire the seconds after which messages disappear, or 0 */
  async setTimer(id, expire) {
    await this.#change(id, ({ log }) => [settings(log, expire)])
  }

  /** Enter the keys in use, where the roster names earlier ones of ours. */
  async rekey(id) {
    const subject = await this.#subject(this.#login.username)
    await this.#change(id, ({ members }) => {
      const { sig } = members.find(({ username }) => username === subject.username) ?? subject
      return sig === subject.sig ? [] : [{ op: "rekey", subject }]
    })
  }

  async #change(id, changes) {
    const { room, records } = await this.#append(id, changes)
    await room.receive(records)
  }

  /** @param changes a list of them, or (roster) => the list */
  async #append(id, changes) {
    const room = await this.get(id)
    for (let tries = 1; ; tries++) {
      const wanted = typeof changes === "function" ? changes(room.roster) : changes
      // Another tab, or browser, was quicker.
      if (!wanted.length) return { room, records: [] }
      const { texts } = await this.#entries(id, room.roster, wanted)
      try {
        const { records } = await api.appendRoster(id, texts)
        return { room, records }
      } catch (error) {
        if (error.code !== "stale-roster" || tries === TRIES) throw error
        await room.catchUp()
      }
    }
  }

  /** Sign changes one after the other, each judged as every reader will judge it. */
  async #entries(room, roster, changes) {
    const { username: by } = this.#login
    const names = new Set([by, ...(roster?.members ?? []).map((member) => member.username)])
    const bundles = await this.#directory.texts(names)
    const texts = []
    for (const change of changes) {
      const entry = { ...change, by, room, n: roster ? roster.n + 1 : 0, prev: roster?.head ?? "", time: Date.now() }
      const text = await crypto.makeEntry({ keys: this.#signer(roster), entry })
      const applied = await crypto.applyEntries({ room, roster, texts: [text], bundles })
      roster = applied.roster
      texts.push(text)
    }
    return { texts, roster }
  }

  /** The keys that a roster knows us by: where it has not met the renewed ones yet, earlier ones. */
  #signer(roster) {
    const named = roster?.members.find(({ username }) => username === this.#login.username)
    return pairsOf(this.#login).find(({ sigThumbprint }) => sigThumbprint === named?.sig) ?? this.#login.keys
  }

  async #additions(usernames) {
    return Promise.all(usernames.map(async (name) => ({ op: "add", subject: await this.#subject(name) })))
  }

  /** A member as the roster names them: their keys need not be known here. */
  async #member(id, username) {
    const member = (await this.get(id)).member(username)
    if (!member) throw new Failure("not-member")
    const { enc, sig } = member
    return { username, enc, sig }
  }

  async #subject(username) {
    const { encThumbprint: enc, sigThumbprint: sig } = await this.#directory.known(username)
    return { username, enc, sig }
  }

  async #find(usernames) {
    for (const username of usernames) {
      await this.#directory.find(username).catch((error) => {
        throw new Failure(error.code ?? Failure.of(error).code, { ...error.details, username })
      })
    }
  }
}

/** One entry says both; who changes one keeps the other. */
function settings(log, expire) {
  return { op: "settings", settings: expire ? { expire, log } : { log } }
}
