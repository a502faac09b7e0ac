// Messages that are a gesture: up to three emoji and nothing else.

const GESTURE = /^\p{RGI_Emoji}(?:\s?\p{RGI_Emoji}){0,2}$/v
// An emoji of a family has 25 units.
const MAX = 80

/** Whether a text is shown large. */
export const isGesture = (text) => text.length <= MAX && GESTURE.test(text.trim())
