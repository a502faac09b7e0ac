// A face for a name: one or two letters, and one of the colours in css/avatar.css.

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

/** Draw the avatar of a name into an element of class `avatar`. */
export const drawAvatar = (element, name, { group = false } = {}) => {
  element.textContent = initials(name)
  element.dataset.color = colorOf(name)
  element.classList.toggle("avatar--group", group)
}
