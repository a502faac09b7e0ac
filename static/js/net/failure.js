import { sentence } from "../lib/words.js"

/** Failures that say nothing against what was asked for: it may work a moment later, or at the next login. */
const PASSING = new Set(["offline", "server-error", "too-many", "not-logged-in", "ended", "client-error"])

/** Whether whatever was thrown is such a failure. */
export const isPassing = (error) => PASSING.has(Failure.of(error).code)

/** Something that could not be done, with a code for programs and a sentence for people. */
export class Failure extends Error {
  /**
   * @param {string} code a server error (PROTOCOL 13, 14), a reason code (15) or one of ours
   * @param {object} details what the server said besides, such as `field` or `roster_head`
   */
  constructor(code, details = {}) {
    super(sentence(code, { name: details.username, entry: details.entry }))
    this.name = "Failure"
    this.code = code
    this.details = details
    this.field = details.field
  }

  /** Turn whatever was thrown into a Failure: reasons of the protocol keep their code. */
  static of(error) {
    if (error instanceof Failure) return error
    const failure = new Failure(error?.reason ?? "client-error")
    failure.cause = error
    return failure
  }
}
