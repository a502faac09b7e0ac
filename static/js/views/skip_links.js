// Links past what stands in front; they move the focus and leave the address alone, where the chat stands.

import { View } from "../lib/view.js"

export class SkipLinks extends View {
  start() {
    this.element.addEventListener("click", (event) => {
      const link = event.target.closest("a")
      if (!link) return
      event.preventDefault()
      document.getElementById(link.hash.slice(1)).focus()
    })
  }
}
