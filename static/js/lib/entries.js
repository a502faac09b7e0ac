// What a timeline shows of its items: with the days between them, and messages gathered in runs.

import { dayKey, timeOfDay } from "./time.js"

// A pause after which the same author begins anew.
const RUN = 5 * 60_000

const sameRun = (one, other) =>
  one?.type === "message" && other?.type === "message"
  && one.sender === other.sender && one.mine === other.mine
  && Math.abs(other.time - one.time) < RUN && dayKey(one.time) === dayKey(other.time)

/** The key of the first of the last `unread` messages of others, or null. */
export const firstUnread = (items, unread) => {
  let key = null
  for (let index = items.length - 1; index >= 0 && unread > 0; index -= 1) {
    const item = items[index]
    if (item.type !== "message" || item.mine) continue
    key = item.key
    unread -= 1
  }
  return key
}

/** Entries in order: days, the mark of what is unread, and items with their place in a run. */
export const entriesOf = (items, unreadKey = null) => {
  const entries = []
  let day = null
  items.forEach((item, index) => {
    const itsDay = dayKey(item.time)
    if (itsDay !== day) entries.push({ key: `day ${itsDay}`, type: "day", time: item.time })
    day = itsDay
    const marked = item.key === unreadKey
    if (marked) entries.push({ key: "unread", type: "unread" })
    const next = items[index + 1]
    const last = !sameRun(item, next) || next.key === unreadKey
    entries.push({
      key: item.key,
      type: item.type,
      item,
      first: marked || !sameRun(items[index - 1], item),
      last,
      // The time is said once for those of a run that would say the same.
      quiet: !last && item.status === "sent" && timeOfDay(item.time) === timeOfDay(next.time),
    })
  })
  return entries
}
