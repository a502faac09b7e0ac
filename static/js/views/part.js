// A part that few messages have: made when it is wanted, so that the many others cost nothing.

import { clone, ref } from "../lib/template.js"

// Where each part stands; one that is not named here stands at the end.
const IN_FRONT_OF = { forwarded: "text", quote: "text", files: "text", progress: "unaccepted", reactions: "unaccepted" }

/** Bring a part of a message up to date; `draw` shows in it what it is about. */
export const drawPart = (element, name, isWanted, draw = () => {}) => {
  let part = ref(element, name)
  if (!isWanted) return part?.remove()
  if (!part) {
    part = clone(name)
    if (IN_FRONT_OF[name]) ref(element, IN_FRONT_OF[name]).before(part)
    else element.append(part)
  }
  draw(part)
}
