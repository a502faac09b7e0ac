import { t } from "../lib/words.js"
import * as storage from "./storage.js"

/** What a new chat with oneself says: how all this works, in the language of who reads it. */
const WELCOME = ["notes-encrypted", "notes-invite", "notes-verify"]

/**
 * The chat of an account with itself: a group that has one member. Which room it is stands in the account data (PROTOCOL 12), so that it is
 * made once and found by every browser of the account. Two browsers that make one at the same moment have made two: the one that was written
 * there first is it.
 * Events: "change" when another room is known to be it; "surplus" {room} when the one that this browser made is not.
 */
export class Notes extends EventTarget {
  #login
  #room = null
  #making = null

  constructor(login) {
    super()
    this.#login = login
  }

  /** The room, or null as long as there is none. */
  get room() {
    return this.#room
  }

  /** Whether a room is the chat with oneself; one to which somebody was added is a group like any other. */
  isNotes({ room, kind, members }) {
    return room === this.#room && kind === "group" && members.length === 1
  }

  /** What the first messages say, for an account whose keys are stored there. */
  get welcome() {
    return [...WELCOME, `notes-password-${this.#login.store}`].map((id) => t(id))
  }

  /** Take up what an earlier visit made and may not have written to the account data any more. */
  async recall() {
    if (!this.#room) this.join(await storage.getSealed(this.#login.localKey, "state", "notes") ?? null)
  }

  /**
   * Give the room; where there is none, `make` makes one, and `fill` gives it its first messages once it is known to be the one.
   * Two calls at once make one, and so do two tabs.
   */
  open(make, fill) {
    return this.#making ??= navigator.locks.request("securechat-notes", async () => {
      if (!this.#room) await this.recall()
      if (!this.#room) await this.#make(make, fill)
      return this.#room
    }).finally(() => this.#making = null)
  }

  /**
   * Whether nothing stands in a room but what it was filled with when it was made.
   * @param items its timeline
   */
  isUntouched(items) {
    const { welcome } = this
    return items.filter(({ type }) => type === "message")
      .every(({ text, edited, reactions }) => welcome.includes(text) && !edited && !reactions.length)
  }

  /** What became of a surplus room is decided: later visits need not look at it again. */
  async settle() {
    await storage.putSealed(this.#login.localKey, "state", "notes", { room: this.#room })
  }

  /** What of this goes into the account data. */
  value() {
    return this.#room && { room: this.#room }
  }

  /** Another browser of this account has said which it is. Who wrote first is right: whoever comes later has read that before writing. */
  join(theirs) {
    if (!theirs || theirs.room === this.#room) return
    const ours = this.#room
    this.#room = theirs.room
    this.dispatchEvent(new Event("change"))
    if (ours) this.#give(ours)
  }

  async #make(make, fill) {
    const room = await make()
    await storage.putSealed(this.#login.localKey, "state", "notes", { room })
    // Meanwhile another browser may have said which it is.
    if (this.#room) return this.#give(room)
    this.join({ room })
    await fill(room)
  }

  // What is still filling a room comes first.
  #give(room) {
    Promise.resolve(this.#making).finally(() => this.dispatchEvent(new CustomEvent("surplus", { detail: { room } }))).catch(() => {})
  }
}
