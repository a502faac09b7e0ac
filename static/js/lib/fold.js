// Texts as they are looked for: in whichever case, with whichever accents.

// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. Vowel signs of other scripts tell words apart.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/gu

// More words, or longer ones, than anybody looks for.
const MAX_WORDS = 16
const MAX_LENGTH = 200

// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/

// Of small letters only "ß" and "ς" have other forms of the same letter.
const foldPart = (text) => text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(MARKS, "")
  .replaceAll("ß", "ss").replaceAll("ς", "σ")

/** Fold a text: letters that differ in case, accents or width become the same. */
export const fold = (text) => {
  // Most texts are ASCII, of which only the case can differ.
  return ASCII.test(text) ? text.toLowerCase() : foldPart(text)
}

/** The words of what somebody wrote into a search field, folded. What stands in quotes is one. */
export const wordsOf = (text) => {
  const found = []
  for (const [, quoted, word] of text.slice(0, MAX_LENGTH).matchAll(/["“„]([^"“”„]+)["”“]|(\S+)/gu)) {
    const folded = fold(quoted ?? word).trim()
    if (folded && !found.includes(folded)) found.push(folded)
  }
  return found.slice(0, MAX_WORDS)
}

/**
 * Where each of these folded words stands in a text: for each word its places, [{start, end}], in order, whole characters each.
 * What is folded has other places than what is shown, so each character of it knows which one it came from.
 */
export const placesOf = (text, words) => {
  const { folded, startOf, endOf } = located(text)
  return words.map((word) => {
    const places = []
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      places.push({ start: startOf(at), end: endOf(at + word.length - 1) })
    }
    return places
  })
}

const located = (text) => {
  if (ASCII.test(text)) return { folded: fold(text), startOf: (unit) => unit, endOf: (unit) => unit + 1 }
  const [starts, ends] = [[], []]
  let folded = ""
  let at = 0
  for (const character of text) {
    const part = fold(character)
    folded += part
    const end = at + character.length
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(at)
      ends.push(end)
    }
    at = end
  }
  return { folded, startOf: (unit) => starts[unit], endOf: (unit) => ends[unit] }
}
