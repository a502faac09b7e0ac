import { Failure } from "../net/failure.js"
import { PAUSE, wait } from "./loader.js"

/** Failures after which the same is tried again: a connection that was lost comes back. */
const PASSING = new Set(["offline", "server-error", "too-often"])

const LONGEST_PAUSE = 5_000

/** For longer than this, in milliseconds, nobody waits in silence: the server's "not before" is told to the person. */
const PATIENCE = 60_000

/** Do something until it is done, failed for good, or is not wanted any more. */
export async function persist(work, signal) {
  for (let pause = PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      const failure = Failure.of(error)
      if (!PASSING.has(failure.code) || failure.wait > PATIENCE) throw failure
      await wait(Math.max(pause, failure.wait))
    }
  }
}
