import { LEEWAY_MS } from "../crypto/limits.js"

/** The longest that a timer of the browser can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1

/**
 * When a message disappears (PROTOCOL 10.1), by the computer's clock, or null: never.
 * @param record its record  @param expire the timer in force at it, in seconds  @param signed the time that its sender wrote
 */
export function expiryOf({ time }, expire, signed = Infinity) {
  return expire ? Math.min(time, signed + LEEWAY_MS) + expire * 1000 : null
}

export function isOver(expires, now = Date.now()) {
  return Boolean(expires) && expires <= now
}

/** Lets messages disappear at their time: one timer, for whatever disappears next. */
export class Expiry {
  #next
  #expire
  #timer = null
  #isClosed = false

  /** @param next () => when something disappears next, or Infinity  @param expire () => lets what is due disappear */
  constructor({ next, expire }) {
    this.#next = next
    this.#expire = expire
  }

  /** Something may disappear earlier than was known. */
  watch() {
    clearTimeout(this.#timer)
    const next = this.#next()
    if (this.#isClosed || next === Infinity) return
    this.#timer = setTimeout(() => this.#wake(), Math.min(Math.max(next - Date.now(), 0), LONGEST))
  }

  close() {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #wake() {
    this.#expire()
    this.watch()
  }
}
