// How this browser tells of new messages: by notifications, which say more or less, by a sound, or for a while not at all.

import { Choices } from "./choices.js"

const HOUR = 3_600_000

/** For how long nothing disturbs, in milliseconds; "always" until it is turned off. */
const SPANS = { hour: HOUR, hours: 8 * HOUR }

// Nothing makes itself heard that nobody asked for. A notification leaves what this browser seals, so by itself it says no text.
const choices = new Choices("telling", {
  notify: ["off", "on"],
  says: ["name", "all", "nothing"],
  sound: ["off", "on"],
  quiet: ["off", "hour", "hours", "always"],
  until: Number,
})

/** What applies now: {notify, says, sound, quiet, until: when `quiet` ends, or 0}. */
export const telling = (now = Date.now()) => {
  const chosen = choices.get()
  const isOver = chosen.quiet in SPANS && chosen.until <= now
  return isOver ? { ...chosen, quiet: "off", until: 0 } : chosen
}

/** Whether nothing is to disturb. */
export const isQuiet = (now = Date.now()) => telling(now).quiet !== "off"

/** Choose some of {notify, says, sound, quiet}; every tab of this browser follows. */
export const chooseTelling = (changes, now = Date.now()) => {
  const until = "quiet" in changes ? { until: changes.quiet in SPANS ? now + SPANS[changes.quiet] : 0 } : {}
  choices.set({ ...telling(now), ...changes, ...until })
}

/** Call back now and whenever something else applies: it was chosen, here or in another tab, or the quiet is over. */
export const followTelling = (changed) => {
  let timer = null
  const follow = () => {
    clearTimeout(timer)
    const { until } = telling()
    if (until) timer = setTimeout(follow, Math.max(until - Date.now(), 0) + 1)
    changed()
  }
  for (const name of ["telling", "storage"]) addEventListener(name, follow)
  follow()
}
