// A finger that stays where it is: on touch screens what the second button of a mouse is elsewhere.

/** As long as phones themselves take it for one, in milliseconds. */
const AFTER = 450
/** A finger that goes further than this scrolls, in CSS pixels. */
const STILL = 10

export class LongPress {
  #timer = null
  #from = null

  /** @param pressed (element under the finger) */
  constructor(element, pressed) {
    element.addEventListener("pointerdown", ({ pointerType, target, clientX, clientY }) => {
      if (pointerType === "mouse") return
      this.#from = { clientX, clientY }
      this.#timer = setTimeout(() => {
        ignoreLifting()
        pressed(target)
      }, AFTER)
    })
    element.addEventListener("pointermove", (event) => this.#moved(event))
    for (const name of ["pointerup", "pointercancel", "scroll"]) {
      element.addEventListener(name, () => clearTimeout(this.#timer), { passive: true })
    }
    // The browser's own menu would lie over ours.
    element.addEventListener("contextmenu", (event) => event.pointerType === "touch" && event.preventDefault())
  }

  #moved({ clientX, clientY }) {
    if (!this.#from) return
    const way = Math.hypot(clientX - this.#from.clientX, clientY - this.#from.clientY)
    if (way > STILL) clearTimeout(this.#timer)
  }
}

// That the finger is lifted then is a click to some browsers, on whatever lies under it by now.
const ignoreLifting = () => {
  const ignore = (event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener("click", ignore, { capture: true, once: true })
  addEventListener("pointerdown", () => removeEventListener("click", ignore, { capture: true }), { capture: true, once: true })
}
