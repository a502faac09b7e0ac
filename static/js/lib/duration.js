// Spans of time, in the words of the interface.

import { t } from "./words.js"

const UNITS = [["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]]

/** A number of seconds in the largest unit that it is whole in: "8 hours". */
export const duration = (seconds) => {
  const [unit, length] = UNITS.find(([, length]) => seconds % length === 0)
  return t(`timer-${unit}`, { count: seconds / length })
}
