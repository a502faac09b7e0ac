import { sentence } from "../lib/words.js"

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
