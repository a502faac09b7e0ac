// How high the part of the page is that a keyboard on the screen leaves. Where the page itself gets lower (Chromium on Android:
// `interactive-widget` in templates/base.html) there is nothing to do; elsewhere the keyboard lies over the page, and what stands at
// its lower end (the composer) would be under it, or the head of the chat pushed out of sight.

/** Keep an element as high as what is seen of the page: css/chat.css takes it from --visible. */
export const followKeyboard = (element) => {
  const seen = window.visualViewport
  if (!seen) return
  const follow = () => {
    // Who has zoomed in sees less of the page, too, and wants it as it is.
    const isCovered = seen.scale === 1 && seen.height < innerHeight
    if (!isCovered) return element.style.removeProperty("--visible")
    element.style.setProperty("--visible", `${seen.height}px`)
    // It fits now; the browser had moved the page up.
    scrollTo(0, 0)
  }
  seen.addEventListener("resize", follow)
}
