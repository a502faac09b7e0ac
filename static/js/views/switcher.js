// The dialog that goes to a chat by its name; arrows and Enter are enough. (The pattern is ARIA's combobox: the focus stays in
// the field, and the field names the option that Enter would take.)

import { once, showAlert } from "../lib/forms.js"
import { KeyedList } from "../lib/keyed.js"
import { bestMatches } from "../lib/match.js"
import { clone, ref } from "../lib/template.js"
import { isUsername, tidyUsername } from "../lib/usernames.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { drawChatFace, drawFace } from "./face.js"

export class Switcher extends Dialog {
  #list
  #entries = []
  #active = 0

  start() {
    this.#list = new KeyedList(this.ref("options"), {
      make: () => clone("option"),
      update: (element, entry) => this.#draw(element, entry),
    })
    this.ref("sought").addEventListener("input", () => this.#find())
    this.ref("sought").addEventListener("keydown", (event) => this.#key(event))
    this.ref("options").addEventListener("click", ({ target }) => {
      const place = [...this.ref("options").children].indexOf(target.closest("[role=option]"))
      if (place >= 0) this.#take(place)
    })
  }

  prepare() {
    this.#find()
  }

  #find() {
    showAlert(this.ref("alert"), "")
    const { client, place } = this.context
    const { value } = this.ref("sought")
    // The chat that is open comes last, so that Enter alone goes back to the one before.
    const chats = [...client.chats].sort((one, other) => (one.room === place.room) - (other.room === place.room))
    this.#entries = bestMatches(value, chats, ({ title }) => title).map((chat) => ({ key: chat.room, chat }))
    const name = tidyUsername(value)
    const isNew = isUsername(name) && name !== client.username && !chats.some(({ peer }) => peer === name)
    if (isNew) this.#entries.push({ key: `@${name}`, name })
    this.#list.show(this.#entries)
    this.ref("none").hidden = this.#entries.length > 0
    this.#point(0)
  }

  #draw(element, { key, chat, name }) {
    element.id = `option-${key.replace("@", "new-")}`
    if (chat) drawChatFace(ref(element, "avatar"), this.context.client, chat)
    else drawFace(ref(element, "avatar"), this.context.client, name)
    ref(element, "title").textContent = chat ? chat.title : t("switcher-new", { name })
    ref(element, "badge").hidden = !chat?.unread
    ref(element, "badge").textContent = chat?.unread ? t("chat-unread", { count: chat.unread }) : ""
  }

  #point(place) {
    const options = [...this.ref("options").children]
    this.#active = Math.max(0, Math.min(place, options.length - 1))
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#active)))
    const active = options[this.#active]
    this.ref("sought").setAttribute("aria-activedescendant", active?.id ?? "")
    active?.scrollIntoView({ block: "nearest" })
  }

  #key(event) {
    if (event.isComposing) return
    const count = this.#entries.length
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === "Enter") this.#take(this.#active)
    else if (step && count) this.#point((this.#active + step + count) % count)
    else return
    event.preventDefault()
  }

  #take(place) {
    const entry = this.#entries[place]
    if (entry) once(this.ref("sought"), () => this.#go(entry))
  }

  async #go({ chat, name }) {
    try {
      const room = chat?.room ?? await this.context.client.startDirect(name)
      this.close()
      this.context.place.choose(room)
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
