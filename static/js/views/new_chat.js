// The dialog that begins a chat.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { MAX_TITLE, pointLength, tidyTitle } from "../lib/text.js"
import { isUsername, splitUsernames } from "../lib/usernames.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { drawFace } from "./face.js"

export class NewChat extends Dialog {
  #chips

  start() {
    this.#chips = new KeyedList(this.ref("chips"), {
      make: () => clone("chip"),
      update: (element, { key }) => this.#drawChip(element, key),
    })
    this.ref("usernames").addEventListener("input", () => this.#preview())
    this.element.addEventListener("input", (event) => showError(event.target, ""))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#begin())
    })
  }

  prepare() {
    this.#preview()
  }

  get #names() {
    return splitUsernames(this.ref("usernames").value)
  }

  #preview() {
    const names = this.#names
    this.ref("preview").hidden = names.length === 0
    this.#chips.show(names.map((name) => ({ key: name })))
    const good = names.filter((name) => this.#wrong(name) === "")
    this.ref("what").textContent = good.length === names.length && names.length
      ? names.length === 1 ? t("new-chat-direct", { name: names[0] }) : t("new-chat-group", { count: names.length })
      : ""
  }

  #drawChip(element, name) {
    element.toggleAttribute("data-wrong", this.#wrong(name) !== "")
    drawFace(ref(element, "avatar"), this.context.client, name)
    ref(element, "name").textContent = name
  }

  #wrong(name) {
    if (!isUsername(name)) return t("username-not", { name })
    return name === this.context.client.username ? t("username-own") : ""
  }

  async #begin() {
    const { client, place } = this.context
    const names = this.#names
    const title = tidyTitle(this.ref("title").value)
    showAlert(this.ref("alert"), "")
    const fine = showErrors([
      [this.ref("usernames"), names.map((name) => this.#wrong(name)).find(Boolean) ?? (names.length ? "" : t("usernames-missing"))],
      [this.ref("title"), pointLength(title) > MAX_TITLE ? t("title-long") : ""],
    ])
    if (!fine) return
    try {
      const room = names.length === 1 ? await client.startDirect(names[0]) : await client.startGroup(names, title)
      this.close()
      place.choose(room)
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
