// Names that are being written: "@" and the beginning of one, right before the caret.

// As session/mentions.js reads them when they are written out; a name is no longer than this.
const BEGUN = /(?<![\p{L}\p{N}_.@-])@([a-z0-9._-]{0,32})$/iu
const REACH = 40

/** The name that is begun before the caret: {start, part}, or null. */
export const begunAt = (text, caret) => {
  const found = BEGUN.exec(text.slice(Math.max(0, caret - REACH), caret))
  return found && { start: caret - found[0].length, part: found[1].toLowerCase() }
}

/** Of these names those that may be meant, the ones that begin so first. */
export const meantBy = (part, names) => {
  const sorted = [...names].sort()
  const begins = (name) => name.startsWith(part)
  return [...sorted.filter(begins), ...sorted.filter((name) => !begins(name) && name.includes(part))]
}
