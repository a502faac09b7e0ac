// The dialog that finds messages while one types, in all chats or in one, and goes to them. (The pattern is ARIA's combobox: the
// focus stays in the field, and the field names the result that Enter would go to.) What is looked for stays in the page: no
// address, no storage and no request has it.

import { wordsOf } from "../lib/fold.js"
import { KeyedList } from "../lib/keyed.js"
import { clone } from "../lib/template.js"
import { t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { drawResult } from "./result.js"
import { SearchFilters } from "./search_filters.js"

// Results that the keys of pages go on by.
const PAGE = 6

const percent = new Intl.NumberFormat(undefined, { style: "percent" })

export class Search extends Dialog {
  #filters
  #list
  #entries = []
  // The key of the result that Enter goes to.
  #active = null
  #isDue = false
  // The chat whose head one came from, or "".
  #wanted = ""
  // What was looked for when a result was gone to, for whoever comes back to take the next one.
  #left = null

  start() {
    const { client } = this.context
    this.#filters = new SearchFilters((name) => this.ref(name), client)
    this.#list = new KeyedList(this.ref("results"), {
      make: () => clone("result"),
      update: (element, entry) => drawResult(element, entry, client),
    })
    for (const name of ["timeline", "history", "chats", "connection"]) client.addEventListener(name, () => this.#refresh())
    this.ref("text").addEventListener("input", () => this.#find())
    this.ref("text").addEventListener("keydown", (event) => this.#key(event))
    this.ref("filters").addEventListener("input", () => this.#find())
    this.ref("reset").addEventListener("click", () => this.#reset())
    this.ref("results").addEventListener("click", ({ target }) => this.#click(target.closest("[role=option]")))
    this.element.addEventListener("submit", (event) => event.preventDefault())
    this.element.addEventListener("close", () => this.#forget())
  }

  /** Open for one chat. */
  openFor(room) {
    this.#wanted = room
    this.open()
    this.#wanted = ""
  }

  prepare() {
    const left = this.#left
    this.#left = null
    this.#filters.fill()
    const isGoingOn = left !== null && (!this.#wanted || this.#wanted === left.filters.room)
    this.ref("text").value = isGoingOn ? left.text : ""
    this.#filters.choose(isGoingOn ? left.filters : { room: this.#wanted })
    this.#find(isGoingOn ? left.active : null)
    // In front by then. What is typed takes the place of what was looked for before.
    queueMicrotask(() => {
      this.ref("text").select()
      this.#list.get(this.#active)?.scrollIntoView({ block: "center" })
    })
  }

  #reset() {
    this.#filters.choose()
    this.#find()
    this.ref("text").focus()
  }

  // Messages come by the hundred: they are looked through once for all that come together.
  #refresh() {
    if (!this.element.open || this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      if (!this.element.open) return
      this.#filters.fill()
      this.#find(this.#active)
    })
  }

  /** @param active the key of the result to stay at, where it is still there */
  #find(active = null) {
    const { client } = this.context
    const question = { text: this.ref("text").value, ...this.#filters.question }
    const words = wordsOf(question.text)
    const { results, total } = client.search(question)
    const chats = new Map(client.chats.map((chat) => [chat.room, chat]))
    this.#entries = results.filter(({ room }) => chats.has(room)).map(({ room, item }) => {
      return { key: `${room} ${item.key}`, item, chat: chats.get(room), words, isOfOne: question.room !== null }
    })
    this.#list.show(this.#entries)
    this.#filters.show()
    this.#tell(total, words.length > 0 || this.#filters.isQuestion)
    const place = this.#entries.findIndex(({ key }) => key === active)
    this.#point(Math.max(0, place))
    if (place < 0) this.ref("body").scrollTop = 0
  }

  #tell(total, isAsked) {
    const { isComplete } = this.context.client.progress
    const { length: count } = this.#entries
    this.ref("start").hidden = isAsked
    this.ref("none").hidden = !isAsked || count > 0
    this.ref("results").hidden = count === 0
    this.ref("text").ariaExpanded = String(count > 0)
    const none = isComplete ? "search-none" : "search-none-yet"
    const isFiltered = isComplete && this.#filters.isAny
    this.ref("none-what").textContent = t(none)
    this.ref("none-next").textContent = t(`${none}.${isFiltered ? "filtered" : "next"}`)
    // What is the same is not said again.
    const said = this.#count(total, isAsked) ?? t(none)
    if (this.ref("count").textContent !== said) this.ref("count").textContent = said
    this.#tellReading()
  }

  #count(total, isAsked) {
    const { length: count } = this.#entries
    if (!isAsked) return ""
    if (count === 0) return null
    return total > count ? t("search-count-more", { count, total }) : t("search-count", { count })
  }

  #tellReading() {
    const { connection, progress: { read, total, isComplete } } = this.context.client
    const isAll = isComplete && read >= total
    this.ref("reading").hidden = isAll
    if (isAll) return
    if (isComplete) this.ref("reading").textContent = t("search-left-out")
    else if (connection !== "online") this.ref("reading").textContent = t("search-offline")
    else this.ref("reading").textContent = t("search-reading", { share: percent.format(total ? read / total : 0) })
  }

  #point(place, isShown = false) {
    const options = this.#entries.map(({ key }) => this.#list.get(key))
    const at = Math.max(0, Math.min(place, options.length - 1))
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)))
    this.#active = this.#entries[at]?.key ?? null
    this.ref("text").setAttribute("aria-activedescendant", options[at]?.id ?? "")
    if (isShown) options[at]?.scrollIntoView({ block: "nearest" })
  }

  #key(event) {
    if (event.isComposing) return
    const { length } = this.#entries
    const here = this.#entries.findIndex(({ key }) => key === this.#active)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const leap = { PageDown: PAGE, PageUp: -PAGE }[event.key]
    if (event.key === "Enter") this.#take(this.#entries[here])
    else if (step && length) this.#point((here + step + length) % length, true)
    else if (leap && length) this.#point(here + leap, true)
    else return
    event.preventDefault()
  }

  #click(element) {
    this.#take(element && this.#entries.find(({ key }) => this.#list.get(key) === element))
  }

  #take(entry) {
    if (!entry) return
    const filters = { ...this.#filters.values, hasFile: this.ref("has-file").checked }
    this.#left = { text: this.ref("text").value, filters, active: entry.key }
    this.close()
    this.context.place.seek(entry.chat.room, { id: entry.item.key, seq: entry.item.seq })
  }

  // Nothing of what was looked for or found stays in the page behind it.
  #forget() {
    if (this.element.open) return
    this.element.querySelector("form").reset()
    this.#entries = []
    this.#active = null
    this.#list.clear()
    this.ref("count").textContent = ""
  }
}
