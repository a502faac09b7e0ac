/** Whom a text names: "@" and a username, at the beginning or behind something that is no part of a word (PROTOCOL 1). */
const MENTION = /(?<![\p{L}\p{N}_.@-])@([a-z0-9._-]{3,32})(?![\p{L}\p{N}_-])/giu

/**
 * The usernames that a text may mention, each once; whether they are members is for who knows the room. Punctuation may follow a
 * name or belong to it, so both readings are given.
 */
export function mentionsIn(text) {
  const found = new Set()
  for (const [, written] of text.matchAll(MENTION)) {
    const name = written.toLowerCase()
    found.add(name)
    found.add(name.replace(/[._-]+$/, ""))
  }
  return [...found].filter((name) => name.length >= 3)
}
