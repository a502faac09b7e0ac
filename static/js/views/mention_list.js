// The members whose name somebody may be writing. The focus stays in the field, which names the option that Enter or Tab would take.

import { KeyedList } from "../lib/keyed.js"
import { begunAt, meantBy } from "../lib/mention.js"
import { clone, ref } from "../lib/template.js"
import { View } from "../lib/view.js"
import { drawFace } from "./face.js"

/** More would cover what one answers to. */
const MANY = 6

export class MentionList extends View {
  #field
  #list
  #names = []
  #active = 0
  #start = 0

  start() {
    this.#field = document.getElementById("message")
    this.#list = new KeyedList(this.element, {
      make: () => clone("mention"),
      update: (element, { key }) => this.#draw(element, key),
    })
    for (const name of ["input", "click", "keyup"]) this.#field.addEventListener(name, (event) => this.#look(event))
    this.#field.addEventListener("blur", () => this.#close())
    // Before the field itself hears of it: Enter sends there.
    this.#field.form.addEventListener("keydown", (event) => this.#key(event), true)
    // A press must not take the focus from the field first.
    this.element.addEventListener("pointerdown", (event) => event.preventDefault())
    this.element.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]")
      if (option) this.#take(option.dataset.name)
    })
    this.context.place.addEventListener("choose", () => this.#close())
  }

  #look({ type, key }) {
    if (type === "keyup" && !["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return
    const { selectionStart, selectionEnd, value } = this.#field
    const begun = selectionStart === selectionEnd ? begunAt(value, selectionStart) : null
    const names = begun ? meantBy(begun.part, this.#others).slice(0, MANY) : []
    // A name that stands there in full needs no help.
    if (!names.length || (names.length === 1 && names[0] === begun.part)) return this.#close()
    this.#names = names
    this.#start = begun.start
    this.#list.show(names.map((name) => ({ key: name })))
    this.element.hidden = false
    this.#point(0)
  }

  get #others() {
    const { client, place } = this.context
    const chat = client.chats.find(({ room }) => room === place.opened)
    return chat?.members.map(({ username }) => username).filter((name) => name !== client.username) ?? []
  }

  #draw(element, name) {
    element.id = `mention-${name}`
    element.dataset.name = name
    drawFace(ref(element, "avatar"), this.context.client, name)
    ref(element, "name").textContent = name
  }

  #point(place) {
    this.#active = place
    const options = [...this.element.children]
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)))
    this.#field.setAttribute("aria-activedescendant", options[place].id)
  }

  #key(event) {
    if (this.element.hidden || event.target !== this.#field || event.isComposing || event.keyCode === 229) return
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const count = this.#names.length
    if (step) this.#point((this.#active + step + count) % count)
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#names[this.#active])
    else if (event.key === "Escape") this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #take(name) {
    this.#field.setRangeText(`@${name} `, this.#start, this.#field.selectionStart, "end")
    this.#close()
    this.#field.dispatchEvent(new Event("input"))
  }

  #close() {
    this.element.hidden = true
    this.#field.removeAttribute("aria-activedescendant")
  }
}
