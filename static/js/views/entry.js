// One entry of the timeline: a day, the mark of what is unread, a message, a line, a problem.

import { legible } from "../lib/markup/legible.js"
import { clone, ref } from "../lib/template.js"
import { dayName, machineTime, timeOfDay } from "../lib/time.js"
import { reasonSentence } from "../lib/words.js"
import { drawMessage, showTime } from "./message.js"

const drawLine = (element, { item, quiet }) => {
  element.toggleAttribute("data-quiet", quiet)
  ref(element, "text").textContent = legible(item.text)
  showTime(ref(element, "time"), item.time, timeOfDay(item.time))
}

const drawProblem = (element, { item }) => {
  const { what, next } = reasonSentence(item.reason)
  ref(element, "what").textContent = legible(item.text || what)
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

/**
 * Bring the element of an entry up to date.
 * @param about the chat: {self, names}: who reads, and whom "@" may name
 */
export const drawEntry = (element, entry, about) => draw[entry.type]?.(element, entry, about)
