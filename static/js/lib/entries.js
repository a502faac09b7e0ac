// What a timeline shows of its items: with the days between them, and messages gathered in runs.

import { dayKey, timeOfDay } from "./time.js"

// A pause after which the same author begins anew.
const RUN = 5 * 60_000

// Writing times is slow, and a long chat is gone through at every message: items remember theirs.
const known = new WeakMap()

const about = (item) => {
  const found = known.get(item)
  if (found?.time === item.time) return found
  const made = { time: item.time, day: dayKey(item.time), minute: timeOfDay(item.time), entry: null }
  known.set(item, made)
  return made
}

const sameRun = (one, other) =>
  one?.type === "message" && other?.type === "message"
  && one.sender === other.sender && one.mine === other.mine
  && one.signed === other.signed && one.unaccepted === other.unaccepted
  && Math.abs(other.time - one.time) < RUN && about(one).day === about(other).day

// What is on its way yet will come as far, as far as one can tell: the time of the ones before it does not jump for it.
const isAsFar = (item, next) => next.status !== "sent" || item.reached === next.reached

// What may change about an item that stays the same object.
const SHOWN = ["status", "reason", "signed", "unaccepted"]

// An entry that says the same as the one before is the one before, so that nobody looks at it again.
const entryOf = (item, first, last, quiet, answered) => {
  const memory = about(item)
  const { entry } = memory
  if (entry && entry.first === first && entry.last === last && entry.quiet === quiet && entry.answered === answered
    && SHOWN.every((name) => entry[name] === item[name])) return entry
  const { key, type, seq } = item
  memory.entry = { key, type, item, first, last, quiet, answered, seq }
  for (const name of SHOWN) memory.entry[name] = item[name]
  return memory.entry
}

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

/** By id the messages that others answer; most chats have few of these. */
const answeredIn = (items) => {
  const wanted = new Set(items.map(({ replyTo }) => replyTo).filter(Boolean))
  return new Map(items.filter(({ id, type }) => type === "message" && wanted.has(id)).map((item) => [item.id, item]))
}

/** Entries in order: days, the mark of what is unread, and items with their place in a run and what they answer, where that is there. */
export const entriesOf = (items, unreadKey = null) => {
  const entries = []
  const answered = answeredIn(items)
  let day = null
  items.forEach((item, index) => {
    const { day: itsDay, minute } = about(item)
    const { seq } = item
    if (itsDay !== day) entries.push({ key: `day ${itsDay}`, type: "day", time: item.time, seq })
    day = itsDay
    const marked = item.key === unreadKey
    if (marked) entries.push({ key: "unread", type: "unread", seq })
    const next = items[index + 1]
    const first = marked || !sameRun(items[index - 1], item)
    const last = !sameRun(item, next) || next.key === unreadKey
    // The time, and how far they came, is said once for neighbours that would say the same.
    const goesOn = item.type === "line" ? next?.type === "line" && about(next).day === itsDay : !last
    const quiet = goesOn && item.status === "sent" && !item.edited && minute === about(next).minute && isAsFar(item, next)
    entries.push(entryOf(item, first, last, quiet, answered.get(item.replyTo)))
  })
  return entries
}
