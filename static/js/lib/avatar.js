// A face for a name: the picture of its fingerprint where that is known, else one or two letters on one
// of the colours in css/avatar.css.

import { drawIdentity } from "./identity.js"
import { clone } from "./template.js"

const COLORS = 8

/** Up to two letters that stand for a name. */
export const initials = (name) => {
  const words = name.split(/[\s._-]+/u).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...word][0]) : [...(words[0] ?? "?")].slice(0, 1)
  return letters.join("").toLocaleUpperCase()
}

/** The number of the colour that a name always gets. */
export const colorOf = (name) => {
  let sum = 7
  for (const point of name) sum = (sum * 31 + point.codePointAt(0)) % 65_521
  return sum % COLORS
}

/** Draw one of the page's icons (partials/icons.html) in the place of a face. */
export const drawIcon = (element, name) => {
  if (element.dataset.identity === name) return
  element.classList.add("avatar--icon")
  element.dataset.identity = name
  delete element.dataset.color
  const icon = clone("avatar-icon")
  icon.firstElementChild.setAttribute("href", `#icon-${name}`)
  element.replaceChildren(icon)
}

/** Draw the avatar of a name into an element of class `avatar`: the picture of its fingerprint, or else its initials. */
export const drawAvatar = (element, name, { group = false, fingerprint = null } = {}) => {
  element.classList.remove("avatar--icon")
  element.classList.toggle("avatar--group", group)
  element.classList.toggle("avatar--identity", Boolean(fingerprint))
  if (fingerprint) return drawIdentity(element, fingerprint)
  delete element.dataset.identity
  element.textContent = initials(name)
  element.dataset.color = colorOf(name)
}
