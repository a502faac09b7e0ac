import { sentence } from "../lib/words.js"

/** Failures that say nothing against what was asked for: it may work a moment later, or at the next login. */
const PASSING = new Set(["offline", "server-error", "too-often", "not-logged-in", "ended", "client-error"])

/** Whether whatever was thrown is such a failure. */
export const isPassing = (error) => PASSING.has(Failure.of(error).code)

/** Failures that do not say what became of what was asked for: no answer, or one that a proxy may have given in the server's place. */
const LOST = new Set(["offline", "server-error"])

/** Whether the server may have done all the same what failed so. */
export const isLost = (error) => LOST.has(Failure.of(error).code)

/** The longest that anybody is asked to wait, in seconds: a number that is not one, or larger, is none of the server's. */
const LONGEST_WAIT = 86_400

/** Something that could not be done, with a code for programs and a sentence for people. */
export class Failure extends Error {
  /**
   * @param {string} code a server error (PROTOCOL 13, 14), a reason code (15) or one of ours
   * @param {object} details what the server said besides, such as `field` or `roster_head`
   */
  constructor(code, details = {}) {
    // Counted from now: what shows the sentence later shows the same time.
    const { retry_after: seconds } = details
    const until = seconds > 0 && seconds <= LONGEST_WAIT ? Date.now() + Number(seconds) * 1000 : null
    super(sentence(code, { name: details.username, entry: details.entry, until }))
    this.name = "Failure"
    this.code = code
    this.details = details
    this.field = details.field
    this.until = until
  }

  /** How many milliseconds it is until the server would do it; 0 where it did not say. */
  get wait() {
    return Math.max(0, this.until - Date.now())
  }

  /** Turn whatever was thrown into a Failure: reasons of the protocol keep their code. */
  static of(error) {
    if (error instanceof Failure) return error
    const failure = new Failure(error?.reason ?? "client-error")
    failure.cause = error
    return failure
  }
}
