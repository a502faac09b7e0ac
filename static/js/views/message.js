// One message of the timeline: who wrote it, what it says and answers, what became of it.

import { drawAvatar } from "../lib/avatar.js"
import { shortFingerprint } from "../lib/identity.js"
import { isGesture } from "../lib/markup/gesture.js"
import { render } from "../lib/markup/render.js"
import { ref } from "../lib/template.js"
import { fullTime, machineTime, timeOfDay } from "../lib/time.js"
import { reasonSentence, t } from "../lib/words.js"
import { drawPart } from "./part.js"
import { drawQuote } from "./quote.js"
import { drawReactions } from "./reactions.js"

/** What shows how far a message of ours came: a shape for each, as not everybody sees colours. */
const MARKS = { pending: "clock", uploading: "clock", sent: "check", delivered: "checks", read: "read", failed: "alert" }

/** Show a time as a text, and all about it to whoever points at it. */
export const showTime = (element, time, text) => {
  element.textContent = text
  element.dateTime = machineTime(time)
  element.title = fullTime(time)
}

/** Bring the element of a message up to date. */
export const drawMessage = (element, entry, about) => {
  const { item, first, last, quiet } = entry
  const gesture = isGesture(item.text) && !item.replyTo
  mark(element, { own: item.mine, first, last, quiet, deleted: item.deleted, gesture })
  element.dataset.status = item.status
  // Beside all others it would be out of sight (css/message.css).
  if (last && !item.mine) drawAvatar(ref(element, "avatar"), item.sender, { fingerprint: item.signed })
  ref(element, "author").textContent = item.sender
  drawPart(element, "forwarded", item.forwarded)
  drawPart(element, "quote", Boolean(item.replyTo), (quote) => drawQuote(quote, entry.answered, about))
  drawText(element, item, about)
  drawPart(element, "reactions", item.reactions.length > 0, (reactions) => drawReactions(reactions, item.reactions, about))
  drawMeta(element, item)
  ref(element, "unaccepted").hidden = !item.unaccepted || !last
  drawPart(element, "failure", item.status === "failed", (failure) => {
    ref(failure, "reason").textContent = failedSentence(item)
  })
}

const mark = (element, marks) => {
  for (const [name, isSet] of Object.entries(marks)) element.toggleAttribute(`data-${name}`, isSet)
}

const drawText = (element, item, { self, names }) => {
  const newer = !item.text && !item.deleted && item.kind !== "text" && !item.files.length
  element.toggleAttribute("data-newer", newer)
  const said = new Set(item.mentions.filter((name) => names.has(name)))
  element.toggleAttribute("data-mentioned", said.has(self))
  if (newer || item.deleted) ref(element, "text").textContent = t(newer ? "message-newer" : "message-deleted")
  else ref(element, "text").replaceChildren(...render(item.text, { names: said, self }))
}

const drawMeta = (element, item) => {
  ref(element, "edited").hidden = !item.edited
  showTime(ref(element, "time"), item.time, timeOfDay(item.time))
  if (item.signed) ref(element, "time").title += ` · ${t("message-signed", { key: shortFingerprint(item.signed) })}`
  ref(element, "status").hidden = !item.mine
  if (item.mine) drawMark(element, item.status === "sent" ? item.reached ?? "sent" : item.status)
}

const drawMark = (element, mark) => {
  const status = ref(element, "status")
  status.dataset.mark = mark
  status.title = t(`message-status-${mark}`)
  ref(element, "status-text").textContent = t(`message-status-${mark}`)
  ref(element, "mark").setAttribute("href", `#icon-${MARKS[mark]}`)
}

const failedSentence = ({ reason, until }) => {
  const { what, next } = reasonSentence(reason, { until })
  return reason ? `${t("message-not-sent")} ${what} ${next}` : t("message-not-sent")
}
