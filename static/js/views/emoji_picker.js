// Where an emoji is looked for and picked: by word, by group, among those that were used last.

import { findEmoji, loadEmoji } from "../lib/emoji.js"
import { placeBeside } from "../lib/float.js"
import { clone, ref } from "../lib/template.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class EmojiPicker extends View {
  #groups = []
  #settle = null
  #before = null

  constructor(element, context) {
    super(element, context)
    context.emoji = this
  }

  start() {
    this.ref("find").addEventListener("input", () => this.#search())
    this.element.addEventListener("click", ({ target }) => this.#press(target.closest("button")))
    this.element.addEventListener("keydown", (event) => this.#key(event))
    this.element.addEventListener("toggle", ({ newState }) => newState === "closed" && this.#end(null))
    this.ref("again").addEventListener("click", () => this.#load())
    this.context.place.addEventListener("back", (event) => {
      if (!this.#settle) return
      event.preventDefault()
      this.#end(null)
    })
  }

  /** Let the person pick an emoji beside an element; gives it, or null. The focus comes back to where it was. */
  pick(anchor) {
    this.#end(null)
    this.#before = document.activeElement
    this.element.showPopover()
    placeBeside(this.element, anchor)
    this.ref("find").value = ""
    this.ref("find").focus({ preventScroll: true })
    this.#load()
    return new Promise((resolve) => (this.#settle = resolve))
  }

  async #load() {
    this.ref("failed").hidden = true
    try {
      this.#groups = await loadEmoji()
      this.#showTabs()
      this.#search()
    } catch {
      this.ref("failed").hidden = false
    }
  }

  #showTabs() {
    if (this.ref("tabs").childElementCount) return
    this.ref("tabs").append(...this.#groups.map(({ id, emoji }) => {
      const tab = clone("emoji-tab")
      tab.textContent = emoji[0].emoji
      tab.title = t(`emoji-${id}`)
      tab.setAttribute("aria-label", tab.title)
      tab.dataset.group = id
      return tab
    }))
  }

  #search() {
    const wanted = this.ref("find").value.trim()
    const recent = this.context.client.recentEmoji
    const known = new Map(this.#groups.flatMap(({ emoji }) => emoji).map((one) => [one.emoji, one]))
    const used = { id: "recent", emoji: recent.map((emoji) => known.get(emoji)).filter(Boolean) }
    const groups = wanted ? [{ id: "found", emoji: findEmoji(this.#groups, wanted) }] : [used, ...this.#groups]
    this.ref("groups").replaceChildren(...groups.filter(({ emoji }) => emoji.length).map(drawGroup))
    this.ref("groups").scrollTop = 0
    const count = wanted ? groups[0].emoji.length : 0
    this.ref("count").textContent = wanted ? t("emoji-found", { count }) : ""
    this.ref("none").hidden = !wanted || count > 0
    const [first] = this.#buttons
    if (first) first.tabIndex = 0
  }

  get #buttons() {
    return [...this.ref("groups").querySelectorAll("[data-emoji]")]
  }

  #press(button) {
    const { emoji, group } = button?.dataset ?? {}
    if (emoji) this.#take(emoji)
    else if (group) this.ref("groups").querySelector(`[data-id="${group}"]`)?.scrollIntoView({ block: "start" })
  }

  #take(emoji) {
    this.context.client.useEmoji(emoji)
    this.#end(emoji)
  }

  #end(emoji) {
    const settle = this.#settle
    this.#settle = null
    if (!settle) return
    if (this.element.matches(":popover-open")) this.element.hidePopover()
    this.#before?.focus({ preventScroll: true })
    settle(emoji)
  }

  #key(event) {
    const buttons = this.#buttons
    if (event.target === this.ref("find")) return this.#keyInField(event, buttons)
    const here = buttons.indexOf(document.activeElement)
    if (here < 0) return
    const next = neighbour(event.key, buttons, here)
    if (next === undefined) return
    event.preventDefault()
    if (next === null) return this.ref("find").focus()
    buttons[here].tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }

  #keyInField(event, buttons) {
    if (event.isComposing || !buttons.length) return
    if (event.key === "ArrowDown") buttons[0].focus()
    else if (event.key === "Enter") this.#take(buttons[0].dataset.emoji)
    else return
    event.preventDefault()
  }
}

const drawGroup = ({ id, emoji }) => {
  const group = clone("emoji-group")
  const name = t(`emoji-${id}`)
  group.dataset.id = id
  group.setAttribute("aria-label", name)
  ref(group, "name").textContent = name
  ref(group, "grid").append(...emoji.map(({ emoji: text, name: what }) => {
    const button = clone("emoji")
    button.textContent = text
    button.title = what
    button.dataset.emoji = text
    button.setAttribute("aria-label", `${text} ${what}`)
    return button
  }))
  return group
}

/** Where a key leads from a button of the grid: a button, null for the field above, undefined where it leads nowhere. */
const neighbour = (key, buttons, here) => {
  const along = { ArrowRight: 1, ArrowLeft: -1 }[key]
  if (along) return buttons[here + (document.dir === "rtl" ? -along : along)]
  if (key === "Home") return buttons[0]
  if (key === "End") return buttons.at(-1)
  const { left, top, width } = buttons[here].getBoundingClientRect()
  const isAbove = (button, other) => button.getBoundingClientRect().top < other - 1
  const isBeside = (button) => Math.abs(button.getBoundingClientRect().left - left) < width / 2
  if (key === "ArrowDown") return buttons.slice(here).find((button) => !isAbove(button, top + 2) && isBeside(button))
  if (key === "ArrowUp") return buttons.slice(0, here).findLast((button) => isAbove(button, top) && isBeside(button)) ?? null
  return undefined
}
