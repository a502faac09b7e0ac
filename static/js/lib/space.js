// An element that stands for entries which are not in the document.

/** Make one. */
export const space = () => {
  const element = document.createElement("div")
  element.className = "timeline__space"
  element.ariaHidden = "true"
  return element
}

/** Let it be so high. It may lack height: then what follows stands over what is before, far out of sight. */
export const resize = (element, size) => {
  element.style.blockSize = `${Math.max(0, size)}px`
  element.style.marginBlockStart = `${Math.min(0, size)}px`
}
