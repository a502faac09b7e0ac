// What on the screen a finger could miss (WCAG 2.5.5: 44 pixels each way), what lies where the glass ends, and fields whose text is
// so small that phones zoom in when they get the focus; what is wider than it may be. The argument says how wide the edges are that a
// notch and a bar for gestures take.
({ top, bottom }) => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=option], [role=button], [role=tab]"
  const LEAST = 44
  const TEXT = 16
  const wrong = []
  const called = (element) => {
    const name = element.getAttribute("aria-label") || element.textContent.trim() || element.name || element.id
    return `${element.localName}.${element.className} “${name.slice(0, 30)}”`
  }

  // What a finger may meet for the element: itself, what it holds, its label.
  const ownersOf = (element) => [element, ...element.labels ?? []]
  const hits = (owners, x, y) => {
    const met = document.elementFromPoint(x, y)
    return met !== null && owners.some((owner) => owner.contains(met))
  }

  // From the middle outwards as long as the element is met, so that what it has around it (::after) counts.
  const reach = (owners, x, y, stepX, stepY) => {
    let far = 0
    while (far < LEAST && hits(owners, x + stepX * (far + 1), y + stepY * (far + 1))) far++
    return far
  }

  const isInText = (element) => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false
    return element.closest("p, li, .message__text")?.textContent.trim() !== element.textContent.trim()
  }

  for (const element of document.querySelectorAll(TARGETS)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || isInText(element)) continue
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" })
    const owners = ownersOf(element)
    const box = element.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    // Behind a dialog, or for readers of the screen alone.
    if (!hits(owners, x, y)) continue
    const width = Math.max(box.width, 1 + reach(owners, x, y, -1, 0) + reach(owners, x, y, 1, 0))
    const height = Math.max(box.height, 1 + reach(owners, x, y, 0, -1) + reach(owners, x, y, 0, 1))
    if (Math.min(width, height) < LEAST - 0.5) wrong.push(`${called(element)} is ${Math.round(width)} × ${Math.round(height)}`)
    if (box.top < top - 0.5 || box.bottom > innerHeight - bottom + 0.5) wrong.push(`${called(element)} is at the edge: ${Math.round(box.top)} to ${Math.round(box.bottom)}`)
  }

  for (const field of document.querySelectorAll("input:not([type=checkbox], [type=radio], [type=range], [type=file]), textarea, select")) {
    const size = parseFloat(getComputedStyle(field).fontSize)
    if (size < TEXT) wrong.push(`${called(field)} has text of ${size} pixels`)
  }
  for (const part of document.querySelectorAll(".files > *")) {
    const beyond = part.getBoundingClientRect().right - part.parentElement.getBoundingClientRect().right
    if (beyond > 0.5) wrong.push(`${called(part)} reaches ${Math.round(beyond)} pixels out of its message`)
  }
  const over = document.documentElement.scrollWidth - innerWidth
  if (over > 0) wrong.push(`the page is ${over} pixels wider than the screen`)
  return wrong
}
