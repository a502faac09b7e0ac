// What the shortcuts of lib/shortcuts.js do.

import { shortcutOf } from "../lib/shortcuts.js"
import { View } from "../lib/view.js"

const WRITING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable]"

export class Keyboard extends View {
  #does = {
    "switch": () => this.#open("switcher"),
    "search": () => this.#open("search"),
    "next-chat": () => this.#step(1),
    "previous-chat": () => this.#step(-1),
    "back": () => this.#leave(),
    "settings": () => this.#open("settings"),
    "help": () => this.#open("shortcuts"),
  }

  start() {
    document.addEventListener("keydown", (event) => this.#key(event))
  }

  #key(event) {
    // Whatever is in front has the keys to itself.
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return
    const shortcut = shortcutOf(event, { isWriting: event.target.matches(WRITING) })
    if (!shortcut) return
    event.preventDefault()
    this.#does[shortcut.id]()
  }

  #open(name) {
    this.context.dialogs.get(name).open()
  }

  // Through the list as it is on the screen; what is folded away is not stepped into.
  #step(by) {
    const links = [...document.querySelectorAll(".chat-link")].filter((link) => link.checkVisibility())
    const here = links.findIndex((link) => link.matches("[aria-current]"))
    const next = links[here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by]
    if (!next) return
    this.context.place.choose(next.hash.slice(1))
    next.scrollIntoView({ block: "nearest" })
  }

  #leave() {
    const { place } = this.context
    const { room } = place
    if (!room) return
    place.leave()
    document.querySelector(`.chat-link[href="#${room}"]`)?.focus()
  }
}
