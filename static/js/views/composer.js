// Where messages are written.

import { showAlert } from "../lib/forms.js"
import { byteLength, MAX_TEXT, tidyMessage } from "../lib/text.js"
import { View } from "../lib/view.js"
import { failureSentence, words } from "../lib/words.js"

// From here on the length is shown.
const NEAR = MAX_TEXT - 1_024

export class Composer extends View {
  // What was begun elsewhere, by room. In memory only: unsent text is never stored in the clear.
  #drafts = new Map()
  #room = null

  start() {
    const { client, place } = this.context
    const text = this.ref("text")
    place.addEventListener("open", () => this.#open())
    client.addEventListener("chats", () => this.#address())
    text.addEventListener("input", () => {
      this.#measure()
      if (text.value.trim()) client.typing(this.#room)
    })
    text.addEventListener("keydown", (event) => {
      // While an input method composes, Enter chooses a word.
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return
      if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      this.element.requestSubmit()
    })
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#send()
    })
    // The ring around the text is part of the field.
    this.ref("box").addEventListener("click", (event) => event.target === this.ref("box") && text.focus())
  }

  #open() {
    if (this.#room) this.#drafts.set(this.#room, this.ref("text").value)
    this.#room = this.context.place.opened
    this.#address()
    this.#write(this.#drafts.get(this.#room) ?? "")
  }

  #address() {
    const chat = this.context.client.chats.find(({ room }) => room === this.#room)
    if (chat) this.ref("text").placeholder = words.message(chat.title)
  }

  #write(text) {
    this.ref("text").value = text
    this.#measure()
  }

  #measure() {
    const field = this.ref("text")
    const bytes = byteLength(field.value)
    const over = bytes > MAX_TEXT
    this.#grow(field)
    showAlert(this.ref("alert"), "")
    this.ref("box").toggleAttribute("data-over", over)
    if (over) field.setAttribute("aria-invalid", "true")
    else field.removeAttribute("aria-invalid")
    this.ref("count").hidden = bytes < NEAR
    this.ref("count").textContent = over ? words.bytesOver(bytes - MAX_TEXT) : words.bytesLeft(MAX_TEXT - bytes)
    this.#announce(over ? words.tooLong : bytes < NEAR ? "" : words.nearLimit)
  }

  // The count changes with every key; what is read aloud changes only with the state.
  #announce(text) {
    if (this.ref("status").textContent !== text) this.ref("status").textContent = text
  }

  // Browsers without field-sizing are helped to a field as high as its text.
  #grow(field) {
    if (CSS.supports("field-sizing", "content")) return
    field.style.setProperty("block-size", "auto")
    field.style.setProperty("block-size", `${field.scrollHeight}px`)
  }

  async #send() {
    const text = tidyMessage(this.ref("text").value)
    const room = this.#room
    this.ref("text").focus()
    if (!text.trim()) return
    const bytes = byteLength(text)
    if (bytes > MAX_TEXT) return showAlert(this.ref("alert"), words.overLimit(bytes - MAX_TEXT))
    this.#write("")
    try {
      await this.context.client.send(room, text)
    } catch (failure) {
      this.#giveBack(room, text)
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }

  #giveBack(room, text) {
    if (room !== this.#room) this.#drafts.set(room, text)
    else this.#write([text, this.ref("text").value].filter(Boolean).join("\n"))
  }
}
