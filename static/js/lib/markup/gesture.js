// Messages that are a gesture: up to three emoji and nothing else.

const GESTURE = /^\p{RGI_Emoji}(?:\s?\p{RGI_Emoji}){0,2}$/v
// Every emoji has a letter beyond Latin in it, be it the one that asks for its picture. Browsers make the expression above when it is used for
// the first time, which takes them some milliseconds.
const BEYOND = /[\u0100-\u{10ffff}]/u
// An emoji of a family has 25 units.
const MAX = 80

/** Whether a text is shown large. */
export const isGesture = (text) => text.length <= MAX && BEYOND.test(text) && GESTURE.test(text.trim())
