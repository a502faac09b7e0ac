// The banner that says when the connection is away.

import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

// The first connection usually takes less; a banner that flashes says nothing.
const PATIENCE = 2_000

export class Connection extends View {
  #met = false
  #timer

  start() {
    const { client } = this.context
    client.addEventListener("connection", () => this.#show(client.connection))
    this.#show(client.connection)
  }

  #show(state) {
    clearTimeout(this.#timer)
    this.#met ||= state === "online"
    if (state === "online") this.#say("")
    else if (state === "offline" || this.#met) this.#say(t("room-reconnecting"))
    else this.#timer = setTimeout(() => this.#say(t("room-reconnecting")), PATIENCE)
  }

  #say(text) {
    if (this.element.textContent !== text) this.element.textContent = text
  }
}
