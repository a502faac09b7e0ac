import { Failure } from "../net/failure.js"
import { newId } from "../crypto/forms.js"
import { LAST_INDEX, MAX_SESSION_AGE_MS } from "../crypto/limits.js"
import { localSeal } from "../crypto/vault.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/**
 * Our own session in a room: the chain that our messages there use. Shared by the tabs of this login, so it is used
 * under the outbox's lock only.
 */
export class Chain {
  #login
  #directory

  constructor(login, directory) {
    this.#login = login
    this.#directory = directory
  }

  /**
   * Give the next index for a message in this room, announcing a new session first where one is due. It counts as used once
   * `spend` has resolved, and nothing sealed with it may leave before.
   * @param announce (sid, text, rosterHead) => Promise that the server has taken the announcement in
   * @returns {{session: object, idx: number}}
   */
  async next(room, announce) {
    let chain = await this.#read(room.id)
    if (!chain || isSpent(chain, room.roster)) chain = await this.#begin(room)
    if (chain.text) {
      await announce(chain.session.sid, chain.text, chain.session.roster)
      chain = { ...chain, text: null }
      await this.#write(room.id, chain)
    }
    return { session: chain.session, idx: chain.next }
  }

  /** Give a session that signals can go out with, announcing a new one where one is due. No index of it is used. */
  async open(room, announce) {
    return (await this.next(room, announce)).session
  }

  /** Use an index for a waiting message: what it was sealed to is kept in the same step. */
  async spend(room, { session, idx }, id, sealed) {
    const chain = await localSeal(this.#login.localKey, { session, text: null, next: idx + 1 })
    await storage.spend(room, chain, id, { sealed })
  }

  /** Our session in a room as far as it was announced, or undefined: what a signal goes out with. */
  async announced({ id, roster }) {
    const chain = await this.#read(id)
    return chain && !chain.text && !isSpent(chain, roster) ? chain.session : undefined
  }

  /** End the session: the next message begins a new one. */
  async end(room) {
    await storage.remove("chains", room)
  }

  async #begin(room) {
    const { username, keys, bundle } = this.#login
    const { text, session } = await crypto.makeSession({
      keys,
      room: room.id,
      roster: room.roster,
      bundles: await this.#bundles(room),
      sender: username,
      bundle,
      sid: newId(),
      time: Date.now(),
    })
    const chain = { session, text, next: session.start }
    await this.#write(room.id, chain)
    return chain
  }

  /** The pinned bundles of all members, also of one who was away when we looked last. */
  async #bundles({ roster: { members } }) {
    const [username] = await this.#directory.agree(members)
    if (username) throw new Failure("wrong-thumbprint", { username })
    return this.#directory.texts(members.map((member) => member.username))
  }

  #read(room) {
    return storage.getSealed(this.#login.localKey, "chains", room)
  }

  #write(room, chain) {
    return storage.putSealed(this.#login.localKey, "chains", room, chain)
  }
}

function isSpent({ session, next }, roster) {
  return session.roster !== roster.head || next > LAST_INDEX || Date.now() - session.time > MAX_SESSION_AGE_MS
}
