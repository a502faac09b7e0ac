// Times as the reader's browser and language write them.

// Made when it is first wanted: a browser takes a millisecond or two for each, and most visits write few of them.
const format = (options) => {
  let formatter
  return (time) => (formatter ??= new Intl.DateTimeFormat(undefined, options)).format(time)
}

const clock = format({ timeStyle: "short" })
const weekday = format({ weekday: "short" })
const dayMonth = format({ day: "numeric", month: "short" })
const fullDate = format({ day: "numeric", month: "short", year: "numeric" })
const longDay = format({ weekday: "long", day: "numeric", month: "long" })
const longDayYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" })
const moment = format({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" })
const complete = format({ dateStyle: "full", timeStyle: "medium" })
let formatter
const relative = (number, unit) => (formatter ??= new Intl.RelativeTimeFormat(undefined, { numeric: "auto" })).format(number, unit)

const midnight = (time) => new Date(time).setHours(0, 0, 0, 0)

// Rounded, because a day on which the clocks change has 23 or 25 hours.
const daysAgo = (time, now) => Math.round((midnight(now) - midnight(time)) / 86_400_000)

const sameYear = (one, other) => new Date(one).getFullYear() === new Date(other).getFullYear()

const capitalized = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** Hour and minute, as beside a message. */
export const timeOfDay = clock

/** Day, hour and minute of this year, within a sentence. */
export const dayAndTime = moment

/** Everything about a time, for a tooltip. */
export const fullTime = complete

/** The machine-readable form for `<time datetime>`. */
export const machineTime = (time) => new Date(time).toISOString()

/** The day in local time as a stable text, to tell days apart. */
export const dayKey = (time) => {
  const date = new Date(time)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

/** The day as a separator names it: today, yesterday, a weekday, a date. */
export const dayName = (time, now = Date.now()) => {
  const days = daysAgo(time, now)
  if (days === 0 || days === 1) return capitalized(relative(-days, "day"))
  return sameYear(time, now) ? longDay(time) : longDayYear(time)
}

/** Whether a time is of the day that it is now. */
export const isToday = (time, now = Date.now()) => daysAgo(time, now) === 0

/** The shortest form that still tells when, for the list of chats. */
export const shortTime = (time, now = Date.now()) => {
  const days = daysAgo(time, now)
  if (days <= 0) return clock(time)
  if (days < 7) return weekday(time)
  return sameYear(time, now) ? dayMonth(time) : fullDate(time)
}

/** A day within a sentence: "3 May", with the year where it is another one. */
export const dayInText = (time, now = Date.now()) => sameYear(time, now) ? dayMonth(time) : fullDate(time)

/** A moment to wait for, within a sentence: "14:05", with the day where it is another one; never before it has come. */
export const momentInText = (time, now = Date.now()) => {
  const full = Math.ceil(time / 60_000) * 60_000
  return daysAgo(full, now) === 0 ? clock(full) : moment(full)
}

/** How long ago, in full hours or days, within a sentence: "3 hours ago", "yesterday". */
export const agoInText = (time, now = Date.now()) => {
  const hours = Math.floor((now - time) / 3_600_000)
  return hours < 24 ? relative(-hours, "hour") : relative(-Math.max(1, daysAgo(time, now)), "day")
}
