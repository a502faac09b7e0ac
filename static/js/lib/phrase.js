// The recovery phrase (PROTOCOL 5.2). The library and its list of words are fetched when they are first needed. In the page and not
// beside the scheme: it imports by bare names, which no worker resolves.

export const WORDS = 12
const ENTROPY_BYTES = 16

const load = async () => {
  const [library, { wordlist }] = await Promise.all([import("@scure/bip39"), import("@scure/bip39/wordlists/english.js")])
  return { ...library, wordlist }
}

/** Make a phrase from the browser's generator. */
export const newPhrase = async () => {
  const { entropyToMnemonic, wordlist } = await load()
  return entropyToMnemonic(crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES)), wordlist)
}

/** The words that a person typed, in the letters of the list. By ASCII alone: other letters are made small in other ways elsewhere. */
export const wordsOf = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).match(/[a-z]+/g) ?? []

/**
 * Read what a person typed: {phrase} as it is stretched, or {problem}: "count" with how many words there are, "word" with the
 * first that is not in the list and its place, "checksum" where they are words of no phrase.
 */
export const readPhrase = async (text) => {
  const words = wordsOf(text)
  if (words.length !== WORDS) return { problem: "count", count: words.length }
  const { validateMnemonic, wordlist } = await load()
  const place = words.findIndex((word) => !wordlist.includes(word))
  if (place >= 0) return { problem: "word", place: place + 1, word: words[place] }
  const phrase = words.join(" ")
  return validateMnemonic(phrase, wordlist) ? { phrase } : { problem: "checksum" }
}
