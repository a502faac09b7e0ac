// What a message answers, in two lines above it: taken from that message itself, so nobody can put words into another's mouth.

import { plain } from "../lib/markup/plain.js"
import { ref } from "../lib/template.js"
import { t } from "../lib/words.js"

/** What to call the writer of a message. */
export const writer = (item, self) => item.sender === self ? t("person-you") : item.sender

/** What a message says, in one line. */
export const gist = (item) => {
  if (item.deleted) return t("message-deleted")
  return plain(item.text) || item.files.map(({ name }) => plain(name)).join(", ") || t("message-newer")
}

/** Show a message in a quote; one that is not loaded is undefined. */
export const drawQuote = (element, item, { self }) => {
  element.toggleAttribute("data-missing", !item)
  ref(element, "quoted-author").textContent = item ? writer(item, self) : ""
  ref(element, "quoted").textContent = item ? gist(item) : t("quote-missing")
}
