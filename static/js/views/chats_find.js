// The field above the list of chats. What stands in it is in `context.sought`; the lists that answer it are views of their own.

import { View } from "../lib/view.js"

export class ChatsFind extends View {
  start() {
    const { place, sought } = this.context
    const field = this.ref("field")
    field.addEventListener("input", () => sought.look(field.value))
    field.addEventListener("keydown", (event) => this.#key(event))
    // Whoever has gone to a chat from here has found it.
    place.addEventListener("choose", () => place.room && this.#clear())
    sought.look(field.value)
  }

  #clear() {
    this.ref("field").value = ""
    this.context.sought.look("")
  }

  #key(event) {
    if (event.isComposing) return
    const first = document.querySelector(".chat-link")
    if (event.key === "Escape" && event.target.value) this.#clear()
    else if (event.key === "Enter" && event.target.value && first) first.click()
    else if (event.key === "ArrowDown" && first) first.focus()
    else return
    event.preventDefault()
  }
}
