// Usernames as people type them (PROTOCOL §1: 3 to 32 of a-z 0-9 . _ -, lower-cased first).

const FORM = /^[a-z0-9._-]{3,32}$/

/** A username as the protocol writes it. */
export const tidyUsername = (text) => text.trim().toLowerCase()

/** Whether a tidied username has the form of one. */
export const isUsername = (text) => FORM.test(text)

/** The distinct usernames in a text, separated by commas, semicolons or white space. */
export const splitUsernames = (text) =>
  [...new Set(text.toLowerCase().split(/[\s,;]+/u).map((name) => name.replace(/^@/, "")).filter(Boolean))]
