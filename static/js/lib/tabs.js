// A row of tabs, of which one shows its panel: arrows move between them, and Tab goes on into the panel.

const STEPS = { ArrowDown: 1, ArrowUp: -1 }

export class Tabs {
  #tabs

  /** @param list the element of role "tablist"; each tab names its panel in aria-controls */
  constructor(list) {
    this.#tabs = [...list.querySelectorAll("[role=tab]")]
    list.addEventListener("click", ({ target }) => this.#choose(target.closest("[role=tab]")))
    list.addEventListener("keydown", (event) => this.#key(event))
  }

  /** Show the panel of this id, or the first. */
  show(id = this.#tabs[0].getAttribute("aria-controls")) {
    for (const tab of this.#tabs) {
      const panel = tab.getAttribute("aria-controls")
      const isShown = panel === id
      tab.setAttribute("aria-selected", String(isShown))
      tab.tabIndex = isShown ? 0 : -1
      document.getElementById(panel).hidden = !isShown
    }
  }

  #choose(tab) {
    if (!tab) return
    this.show(tab.getAttribute("aria-controls"))
    tab.focus()
    tab.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  #key(event) {
    const { key, target } = event
    // In a text from right to left the next tab is on the left.
    const forwards = getComputedStyle(target).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const backwards = forwards === "ArrowRight" ? "ArrowLeft" : "ArrowRight"
    const step = STEPS[key] ?? { [forwards]: 1, [backwards]: -1 }[key]
    const ends = { Home: 0, End: this.#tabs.length - 1 }
    if (!step && !(key in ends)) return
    event.preventDefault()
    const here = this.#tabs.indexOf(target)
    this.#choose(this.#tabs[ends[key] ?? (here + step + this.#tabs.length) % this.#tabs.length])
  }
}
