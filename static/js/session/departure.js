import * as api from "../net/api.js"
import { Failure, isLost } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { openOwn } from "./sealed.js"
import * as storage from "./storage.js"

/** How often the server is asked when its answer does not come, and the first pause, in milliseconds. */
const TRIES = 4
const PAUSE = 500

/** Failures of one room that another try would not meet: everything else ends the whole, and the account is as it was. */
const PASSING = new Set(["offline", "server-error", "too-often", "not-logged-in", "ended", "client-error"])

/**
 * Deletes the account, for good (PROTOCOL 5.6): room by room what only its keys can do, then the account itself. Whatever comes in between
 * leaves an account that opens as before, and the next try goes on where this one ended.
 */
export class Departure {
  #login
  #outbox
  #socket
  #load
  #leave

  /**
   * @param load (room id) => Promise of the Room, up to date
   * @param leave (room id) => Promise: leave a group
   */
  constructor({ login, outbox, socket, load, leave }) {
    this.#login = login
    this.#outbox = outbox
    this.#socket = socket
    this.#load = load
    this.#leave = leave
  }

  /**
   * @param {{username: string, password: string}} wish the username as it was typed
   * @param {(step: "open"|"rooms"|"send") => void} onProgress called as each step begins
   * Rejects with `bad-password`, Failure `wrong-username`, and whatever keeps it from going on.
   */
  async go({ username, password }, onProgress = () => {}) {
    if (username !== this.#login.username) throw new Failure("wrong-username")
    onProgress("open")
    const { salt } = await openOwn(this.#login, password)
    const secret = await crypto.loginSecret(password, salt)
    onProgress("rooms")
    const { rooms } = await api.rooms()
    for (const { room } of rooms) await this.#part(room)
    onProgress("send")
    await insist(() => api.deleteAccount({ username, password: secret }))
    // They would open nothing any more.
    await storage.removeKept(username)
  }

  async #part(id) {
    try {
      const room = await this.#load(id)
      const isAlone = room.roster.members.length === 1
      // Where somebody's keys are in question nothing is sent, and what we wrote stays.
      if (!isAlone && !room.blocked) await this.#bidFarewell(room)
      if (room.roster.kind === "group") await this.#leave(id)
    } catch (error) {
      // A chat that does not verify cannot keep anybody here.
      if (PASSING.has(Failure.of(error).code)) throw error
    }
  }

  async #bidFarewell(room) {
    if (!isSaid(room)) {
      await this.#sent(room.id)
      await room.catchUp()
    }
    const { seq, id } = room.farewell ?? {}
    // A room whose log is off has it no more, nor anything else.
    if (!seq) return
    await api.farewell(room.id, { id, seq })
  }

  /** Send it, and wait until the server has it. */
  #sent(id) {
    const listening = new AbortController()
    const on = (target, name, take) => target.addEventListener(name, take, { signal: listening.signal })
    const sent = new Promise((resolve, reject) => {
      const check = ({ detail }) => detail.room === id && this.#isOut(id).then((isOut) => isOut && resolve(), reject)
      // Another tab may be the one that sends.
      for (const name of ["sent", "changed"]) on(this.#outbox, name, check)
      on(this.#outbox, "failed", ({ detail }) => detail.room === id && reject(new Failure("server-error")))
      on(this.#socket, "state", ({ detail }) => detail.state !== "online" && reject(new Failure("offline")))
      if (this.#socket.online) this.#outbox.add(id, "farewell", {}).catch(reject)
      else reject(new Failure("offline"))
    })
    return sent.finally(() => listening.abort())
  }

  async #isOut(id) {
    const waiting = await this.#outbox.of(id)
    return !waiting.some(({ kind, acked }) => kind === "farewell" && !acked)
  }
}

/** Whether our farewell stands behind everything that we wrote here. */
function isSaid({ farewell, timeline }) {
  return Boolean(farewell) && !timeline.items.some(({ mine, type, seq }) => mine && type === "message" && (seq ?? Infinity) > farewell.seq)
}

/** Ask until it is answered: who is not known any more behind a lost answer is gone. */
async function insist(ask) {
  for (let tries = 1, isUnsure = false; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (isUnsure && error.code === "not-logged-in") return
      if (!isLost(error) || tries === TRIES) throw error
      isUnsure = true
      await new Promise((resolve) => setTimeout(resolve, PAUSE * tries))
    }
  }
}
