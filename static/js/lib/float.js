// Something that floats beside what it belongs to, within the window. On a phone it is a sheet at the lower edge instead (css/float.css).

const GAP = 6
const SHEET = "(max-width: 47.99rem), (pointer: coarse)"

/** Put a shown element beside an anchor: below it where there is room, else above, at the same side as it. */
export const placeBeside = (element, anchor) => {
  if (matchMedia(SHEET).matches) {
    for (const name of ["left", "top"]) element.style.removeProperty(name)
    return
  }
  const { width, height } = element.getBoundingClientRect()
  const at = anchor.getBoundingClientRect()
  const below = at.bottom + GAP
  const top = below + height > innerHeight - GAP ? at.top - height - GAP : below
  const left = leftOf(at, width, getComputedStyle(element).direction)
  element.style.setProperty("left", `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`)
  element.style.setProperty("top", `${Math.max(GAP, Math.min(top, innerHeight - height - GAP))}px`)
}

// Lines begin at the same side, where that leaves it in the window.
const leftOf = (at, width, direction) => {
  if (direction === "rtl") return at.right - width < GAP ? at.left : at.right - width
  return at.left + width > innerWidth - GAP ? at.right - width : at.left
}
