// A button that unfolds a panel of things to do.

const ITEMS = "button, a[href], input"

export class Disclosure {
  #button
  #panel

  constructor(button, panel) {
    this.#button = button
    this.#panel = panel
    button.addEventListener("click", () => panel.hidden ? this.open() : this.close())
    button.parentElement.addEventListener("keydown", (event) => this.#key(event))
    button.parentElement.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !button.parentElement.contains(event.relatedTarget)) this.#hide()
    })
    document.addEventListener("pointerdown", (event) => {
      if (!panel.hidden && !button.parentElement.contains(event.target)) this.#hide()
    })
  }

  get isOpen() {
    return !this.#panel.hidden
  }

  /** Unfold. */
  open() {
    this.#panel.hidden = false
    this.#button.setAttribute("aria-expanded", "true")
  }

  /** Fold, and put the focus back on the button. */
  close() {
    this.#hide()
    this.#button.focus()
  }

  #hide() {
    this.#panel.hidden = true
    this.#button.setAttribute("aria-expanded", "false")
  }

  #key(event) {
    if (event.key === "Escape" && !this.#panel.hidden) {
      event.preventDefault()
      this.close()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    if (this.#panel.hidden) this.open()
    const items = [...this.#panel.querySelectorAll(ITEMS)].filter((item) => item.checkVisibility())
    const here = items.indexOf(document.activeElement)
    const next = here < 0 ? (step > 0 ? 0 : items.length - 1) : (here + step + items.length) % items.length
    items[next]?.focus()
  }
}
