// Which pane a phone shows, and what "back" closes before it shows the list.

import { View } from "../lib/view.js"
import { followKeyboard } from "../lib/visible.js"

export class Panes extends View {
  start() {
    const { place } = this.context
    followKeyboard(this.element)
    place.addEventListener("choose", () => this.#show())
    place.addEventListener("back", (event) => this.#close(event))
    this.#show()
  }

  #show() {
    this.element.dataset.pane = this.context.place.room ? "room" : "chats"
  }

  // The dialog in front. (Chromium on Android closes it by itself, and does not go back; others do.)
  #close(event) {
    const open = [...document.querySelectorAll("dialog[open]")]
    const front = open.find((dialog) => dialog.contains(document.activeElement)) ?? open.at(-1)
    if (!front) return
    event.preventDefault()
    front.close()
  }
}
