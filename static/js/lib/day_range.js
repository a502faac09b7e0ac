// Stretches of days by the reader's clock, from midnight to midnight.

const startOf = (year, month, day) => {
  const date = new Date(2000, 0, 1)
  // Not by the constructor, for which the year 24 is 1924.
  date.setFullYear(year, month, day)
  return date.getTime()
}

/** How many days each choice goes back, today included. */
const DAYS = { today: 1, week: 7, month: 30 }

/** Midnight of a day as a field of dates gives it, "2024-05-03", `later` days on; undefined where none was chosen. */
const midnight = (value, later = 0) => {
  const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(value) ?? []
  return year && startOf(Number(year), Number(month) - 1, Number(day) + later)
}

/**
 * The times that a choice stands for, {since, until}: "today", "week", "month", or "dates" for the days from `first` to `last`, both included, of which
 * either may be ""; anything else is all there is. `until` does not belong to the stretch.
 */
export const rangeOf = (choice, { first = "", last = "" } = {}, now = new Date()) => {
  if (choice === "dates") return { since: midnight(first) ?? -Infinity, until: midnight(last, 1) ?? Infinity }
  const days = DAYS[choice]
  const since = days ? startOf(now.getFullYear(), now.getMonth(), now.getDate() - days + 1) : -Infinity
  return { since, until: Infinity }
}
