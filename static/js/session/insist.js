import { Failure, isLost } from "../net/failure.js"

/** How often the server is asked when its answer does not come, and the first pause, in milliseconds. */
const TRIES = 4
const PAUSE = 500

/** Answers that say that nothing was stored: the server's own, and to what it has read. */
const REFUSALS = new Set(["account-disabled", "bad-credentials", "bad-recovery", "bad-request", "keys-renewed", "stale-keys"])

export const isRefusal = (error) => REFUSALS.has(error.code)

/**
 * Ask the same until it is answered: the server does once what is asked twice. Once an answer was lost, no refusal says any more
 * what became of the first request.
 * @param {string} unsure the code of the Failure where nobody knows what was done
 */
export async function insist(ask, unsure) {
  let isUnsure = false
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      isUnsure ||= isLost(error)
      if (!isUnsure) throw error
      if (!isLost(error) || tries === TRIES) throw new Failure(unsure)
      await new Promise((resolve) => setTimeout(resolve, PAUSE * tries))
    }
  }
}
