// Text as people type it: how long it is, and what of it can be sent (PROTOCOL §8).

const encoder = new TextEncoder()

/** The most a message may hold, in bytes of UTF-8 (PROTOCOL §2). */
export const MAX_TEXT = 16_384

/** The most a title may hold, in code points (PROTOCOL §2). */
export const MAX_TITLE = 80

/** Length in bytes of UTF-8. */
export const byteLength = (text) => encoder.encode(text).length

/** Length in code points, as the protocol counts titles and people count characters. */
export const pointLength = (text) => [...text].length

// Pasting from terminals and spreadsheets brings control characters that a message may not hold.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/gu

/** A message without what the protocol refuses and without blank lines at its end. */
export const tidyMessage = (text) =>
  text.replace(/\r\n?/g, "\n").toWellFormed().replace(CONTROLS, "").trimEnd()

/** A title in one line. */
export const tidyTitle = (text) =>
  text.toWellFormed().replace(/\s+/gu, " ").replace(CONTROLS, "").trim()
