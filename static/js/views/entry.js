// One entry of the timeline: a day, the mark of what is unread, a message, a line, a problem.

import { drawAvatar } from "../lib/avatar.js"
import { shortFingerprint } from "../lib/identity.js"
import { clone, ref } from "../lib/template.js"
import { dayName, fullTime, machineTime, timeOfDay } from "../lib/time.js"
import { reasonSentence, words } from "../lib/words.js"

const showTime = (element, time, text) => {
  element.textContent = text
  element.dateTime = machineTime(time)
  element.title = fullTime(time)
}

const drawMessage = (element, { item, first, last, quiet }) => {
  element.toggleAttribute("data-own", item.mine)
  element.toggleAttribute("data-first", first)
  element.toggleAttribute("data-last", last)
  element.toggleAttribute("data-quiet", quiet)
  const newer = !item.text && item.kind !== "text"
  element.toggleAttribute("data-newer", newer)
  element.dataset.status = item.status
  // Beside all others it would be out of sight (css/message.css).
  if (last && !item.mine) drawAvatar(ref(element, "avatar"), item.sender, { fingerprint: item.signed })
  ref(element, "author").textContent = item.sender
  ref(element, "text").textContent = newer ? words.newerKind : item.text
  showTime(ref(element, "time"), item.time, timeOfDay(item.time))
  if (item.signed) ref(element, "time").title += ` · ${words.signedWith(shortFingerprint(item.signed))}`
  ref(element, "unaccepted").hidden = !item.unaccepted || !last
  ref(element, "status").hidden = !item.mine
  ref(element, "status-text").textContent = words[item.status] ?? ""
  ref(element, "failure").hidden = item.status !== "failed"
  ref(element, "reason").textContent = item.status === "failed" ? failedSentence(item.reason) : ""
}

const failedSentence = (reason) => {
  const { what, next } = reasonSentence(reason)
  return reason ? `${words.failed}. ${what} ${next}` : `${words.failed}.`
}

const drawLine = (element, { item, quiet }) => {
  element.toggleAttribute("data-quiet", quiet)
  ref(element, "text").textContent = item.text
  showTime(ref(element, "time"), item.time, timeOfDay(item.time))
}

const drawProblem = (element, { item }) => {
  const { what, next } = reasonSentence(item.reason)
  ref(element, "what").textContent = item.text || what
  ref(element, "next").textContent = item.next ?? next
}

const drawDay = (element, { time }) => {
  const shown = ref(element, "time")
  shown.textContent = dayName(time)
  shown.dateTime = machineTime(time).slice(0, 10)
}

const draw = { day: drawDay, line: drawLine, message: drawMessage, problem: drawProblem }

/** Make the element of an entry. */
export const makeEntry = (entry) => {
  const element = clone(entry.type)
  if (entry.item) element.dataset.key = entry.key
  return element
}

/** Bring the element of an entry up to date. */
export const drawEntry = (element, entry) => draw[entry.type]?.(element, entry)
