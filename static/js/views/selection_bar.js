// What can be done with several messages at once. While it shows, a click on a message chooses it.

import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

export class SelectionBar extends View {
  #timeline
  #items

  start() {
    const { client, place, selection } = this.context
    this.#timeline = document.querySelector(".timeline")
    this.#items = this.#timeline.querySelector(".timeline__items")
    selection.addEventListener("change", () => this.#show())
    place.addEventListener("open", () => selection.end())
    place.addEventListener("back", (event) => {
      if (selection.room === null || event.defaultPrevented) return
      event.preventDefault()
      selection.end()
    })
    client.addEventListener("timeline", () => this.#mark())
    // Before anything in the message hears of it.
    this.#timeline.addEventListener("click", (event) => this.#choose(event), { capture: true })
    this.#timeline.addEventListener("drawn", () => this.#mark())
    document.addEventListener("keydown", (event) => this.#key(event))
    this.ref("cancel").addEventListener("click", () => selection.end())
    this.ref("copy").addEventListener("click", () => this.#copy())
    this.ref("forward").addEventListener("click", () => this.#forward())
    this.ref("remove").addEventListener("click", () => this.#remove())
  }

  get #chosen() {
    const { client, place, selection } = this.context
    return client.timeline(place.opened).filter((item) => item.type === "message" && selection.has(item.id))
  }

  #show() {
    const { room, ids } = this.context.selection
    const isOn = room !== null
    this.element.hidden = !isOn
    this.#timeline.toggleAttribute("data-selecting", isOn)
    document.querySelector(".composer").toggleAttribute("data-covered", isOn)
    this.#mark()
    if (!isOn) return
    this.ref("count").textContent = t("selection-count", { count: ids.length })
    this.ref("remove").hidden = !this.#chosen.every(({ mine, deleted }) => mine && !deleted)
    if (!this.element.contains(document.activeElement)) this.ref("cancel").focus()
  }

  #mark() {
    const { client, place, selection } = this.context
    const isOn = selection.room !== null
    const keys = isOn ? new Set(this.#chosen.map(({ key }) => key)) : new Set()
    for (const article of this.#items.querySelectorAll(isOn ? ".message" : ".message[data-chosen]")) {
      const isChosen = keys.has(article.dataset.key)
      article.toggleAttribute("data-chosen", isChosen)
      // An article is nothing that could be selected, as far as ARIA goes: it is described instead.
      if (isChosen) article.setAttribute("aria-description", t("selection-chosen"))
      else article.removeAttribute("aria-description")
    }
    if (isOn && !client.chats.some(({ room }) => room === place.opened)) selection.end()
  }

  #choose(event) {
    const { client, place, selection } = this.context
    const article = event.target.closest(".message")
    if (selection.room === null || !article) return
    event.preventDefault()
    event.stopPropagation()
    const item = client.timeline(place.opened).find(({ key }) => key === article.dataset.key)
    if (item.seq !== null && !item.deleted) selection.toggle(item.id)
  }

  #key(event) {
    const { selection } = this.context
    if (selection.room === null || document.querySelector("dialog[open]")) return
    if (event.key === "Escape") return selection.end()
    if (event.key !== " " || !event.target.matches(".message")) return
    event.preventDefault()
    event.target.click()
  }

  async #copy() {
    const { selection, toast } = this.context
    const text = this.#chosen.map((item) => item.text).filter(Boolean).join("\n")
    try {
      await navigator.clipboard.writeText(text)
      toast.say(t("action-copied"))
      selection.end()
    } catch (failure) {
      toast.say(failureSentence(failure))
    }
  }

  #forward() {
    const { dialogs, place, selection } = this.context
    dialogs.get("forward").openFor(place.opened, this.#chosen.map(({ id }) => id))
    selection.end()
  }

  async #remove() {
    const { client, dialogs, place, selection, toast } = this.context
    const room = place.opened
    const ids = this.#chosen.map(({ id }) => id)
    if (!await dialogs.get("ask").ask("ask-delete-several", { count: ids.length })) return
    selection.end()
    try {
      for (const id of ids) await client.remove(room, id)
    } catch (failure) {
      toast.say(failureSentence(failure))
    }
  }
}
