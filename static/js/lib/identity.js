// The picture of a fingerprint (PROTOCOL §16): cells in two colours, mirrored, the same in every browser.
// Each picture is made once, as a <symbol>; whoever shows it refers to it, so that ten thousand messages
// cost a reference each. Lightness and chroma are the theme's (css/avatar.css), only hues are the picture's.

const SVG = "http://www.w3.org/2000/svg"
const ROWS = 5
// Columns that are not mirrored: two of five, and the one in the middle.
const COLUMNS = 3
// A margin of one cell, so that the corners stay inside a circle around the picture.
const VIEW = "-1 -1 7 7"

const bytesOf = (fingerprint) =>
  Uint8Array.from(atob(fingerprint.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0))

const cells = [...Array(ROWS * COLUMNS).keys()]

/** The cells of a fingerprint, as [column, row] in the first and in the second colour, and the two hues. */
export const pictureOf = (fingerprint) => {
  const p = bytesOf(fingerprint)
  const word = (place) => p[place] + 256 * p[place + 1]
  const [filled, second, hue] = [word(0), word(2), word(4) % 360]
  const bit = (bits, cell) => Boolean(bits >> cell & 1)
  const placesOf = (cell) => {
    const [column, row] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
    return column === COLUMNS - 1 ? [[column, row]] : [[column, row], [ROWS - 1 - column, row]]
  }
  const chosen = (isSecond) =>
    cells.filter((cell) => bit(filled, cell) && bit(second, cell) === isSecond).flatMap(placesOf)
  return { first: chosen(false), second: chosen(true), hues: [hue, (hue + 90 + p[6] % 180) % 360] }
}

const make = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const drawn = new Map()
let sheet = null

const pathOf = (places) => places.map(([column, row]) => `M${column} ${row}h1v1h-1z`).join("")

const symbolOf = (fingerprint) => {
  if (drawn.has(fingerprint)) return drawn.get(fingerprint)
  const { first, second, hues } = pictureOf(fingerprint)
  const id = `identity-${fingerprint}`
  if (!sheet) document.body.append(sheet = make("svg", { "class": "icons", "aria-hidden": "true" }))
  sheet.append(make("symbol", { id, viewBox: VIEW },
    make("path", { class: "identity__first", d: pathOf(first) }),
    make("path", { class: "identity__second", d: pathOf(second) })))
  drawn.set(fingerprint, { id, hues })
  return drawn.get(fingerprint)
}

/** Draw the picture of a fingerprint into an element, in the place of what is there. */
export const drawIdentity = (element, fingerprint) => {
  if (element.dataset.identity === fingerprint) return
  const { id, hues } = symbolOf(fingerprint)
  element.dataset.identity = fingerprint
  // The policy refuses style attributes in markup; what a script sets through the CSSOM it allows.
  element.style.setProperty("--hue-1", hues[0])
  element.style.setProperty("--hue-2", hues[1])
  element.replaceChildren(
    make("svg", { "class": "identity", "aria-hidden": "true", "focusable": "false" }, make("use", { href: `#${id}` })),
  )
}

/** The beginning of a fingerprint, for where two keys have to be told apart at a glance. */
export const shortFingerprint = (fingerprint) => `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)}`
