// Names and types of files as a message may say them (PROTOCOL 8), whatever the browser or another system calls them.

import { legible } from "./markup/legible.js"

const MAX_BYTES = 255
// What turns the order of letters around: "invoice\u202efdp.exe" would be read as "invoiceexe.pdf".
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/
const BYTES = new TextEncoder()

const lengthOf = (text) => BYTES.encode(text).length

/** What a name ends with, as ".pdf", or "". */
export const endingOf = (name) => name.match(/[^.](\.[A-Za-z0-9]{1,12})$/)?.[1] ?? ""

/** A name of others as it may be shown, and saved under: it ends as it looks, and spoils nothing around it. */
export const honestName = (name) => legible(name.replace(DIRECTION, "")) || "_"

/** A name without what would make it a path, and no longer than names may be; its ending stays. */
export const tidyName = (name) => {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  const tidy = honestName(name.toWellFormed().replace(/[\x00-\x1f\x7f/\\]/g, "_"))
  if (lengthOf(tidy) <= MAX_BYTES) return tidy
  const ending = endingOf(tidy)
  let left = MAX_BYTES - lengthOf(ending)
  let kept = ""
  for (const letter of tidy.slice(0, tidy.length - ending.length)) {
    left -= lengthOf(letter)
    if (left < 0) break
    kept += letter
  }
  return kept + ending
}

/** A media type without parameters. */
export const tidyType = (type) => {
  const [plain] = type.toLowerCase().split(";")
  return TYPE.test(plain.trim()) ? plain.trim() : "application/octet-stream"
}
