// One message that a search found: who said it, where and when, and what is around the words.

import { excerptOf } from "../lib/excerpt.js"
import { wholeLine } from "../lib/markup/plain.js"
import { legible } from "../lib/markup/legible.js"
import { ref } from "../lib/template.js"
import { dayInText, fullTime, isToday, machineTime, timeOfDay } from "../lib/time.js"
import { list, t } from "../lib/words.js"
import { drawFace } from "./face.js"

// While somebody types, the same messages are found again and again.
const lines = new WeakMap()

const lineOf = (item) => {
  if (!lines.has(item)) lines.set(item, wholeLine(item.text))
  return lines.get(item)
}

const nodesOf = (runs) => runs.map(({ text, isHit }) => {
  if (!isHit) return text
  const mark = document.createElement("mark")
  mark.className = "hit"
  mark.textContent = text
  return mark
})

/** Bring the element of a result, {key, item, chat, words, isOfOne}, up to date. */
export const drawResult = (element, { key, item, chat, words, isOfOne }, client) => {
  element.id = `result-${key.replaceAll(" ", "-")}`
  drawFace(ref(element, "avatar"), client, item.sender)
  ref(element, "sender").textContent = item.mine ? t("search-self") : item.sender
  // Between two, what the other one says is in no other chat than theirs.
  const isPlain = isOfOne || chat.peer === item.sender
  ref(element, "chat").textContent = isPlain ? "" : t("search-in", { chat: chat.title })
  const time = ref(element, "time")
  time.textContent = isToday(item.time) ? timeOfDay(item.time) : dayInText(item.time)
  time.dateTime = machineTime(item.time)
  time.title = fullTime(item.time)
  ref(element, "text").replaceChildren(...nodesOf(excerptOf(lineOf(item), words)))
  drawFiles(element, item.files ?? [], words)
}

const drawFiles = (element, files, words) => {
  ref(element, "files").hidden = files.length === 0
  if (!files.length) return
  const names = list(files.map(({ name, voice }) => voice ? t("voice-name") : legible(name)))
  ref(element, "names").replaceChildren(...nodesOf(excerptOf(names, words)))
}
