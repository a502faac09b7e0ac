// Where messages are written.

import { showAlert } from "../lib/forms.js"
import { byteLength, MAX_TEXT, tidyMessage } from "../lib/text.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"
import { gist, writer } from "./quote.js"

// From here on the length is shown.
const NEAR = MAX_TEXT - 1_024

/** A pause in writing, in milliseconds, after which the draft is kept. */
const PAUSE = 400

export class Composer extends View {
  #room = null
  #pause = null
  // The message that is being changed, or null.
  #edited = null

  start() {
    const { client, composing, place } = this.context
    const text = this.ref("text")
    composing.addEventListener("change", () => this.#begin())
    this.ref("about-end").addEventListener("click", () => composing.end())
    this.ref("emoji").addEventListener("click", () => this.#pickEmoji())
    place.addEventListener("open", () => this.#open())
    client.addEventListener("chats", () => this.#address())
    text.addEventListener("input", () => {
      this.#measure()
      this.#keepSoon()
      if (text.value.trim()) client.typing(this.#room)
    })
    for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, () => this.#keep(), true)
    text.addEventListener("keydown", (event) => {
      // While an input method composes, Enter chooses a word.
      if (event.isComposing || event.keyCode === 229) return
      if (event.key === "Escape" && composing.mode !== "new") return composing.end()
      if (event.key === "ArrowUp" && !text.value && composing.mode === "new") return this.#editLast(event)
      if (event.key !== "Enter") return
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
    const { client, composing, place } = this.context
    this.#keep()
    composing.end()
    this.#room = place.opened
    this.#address()
    const draft = client.draft(this.#room)
    this.#write(draft?.text ?? "")
    const answered = draft?.replyTo && client.message(this.#room, draft.replyTo)
    if (answered) composing.reply(answered)
  }

  #keepSoon() {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => this.#keep(), PAUSE)
  }

  // While an earlier message is being changed, what was begun before that is kept already.
  #keep() {
    clearTimeout(this.#pause)
    if (!this.#room || this.#edited !== null) return
    const { mode, item } = this.context.composing
    const text = this.ref("text").value
    this.#keepAs(this.#room, text.trim() ? { text, replyTo: mode === "reply" ? item.id : null } : null)
  }

  // What cannot be kept is still in the field.
  #keepAs(room, draft) {
    this.context.client.keepDraft(room, draft).catch(() => {})
  }

  async #pickEmoji() {
    const text = this.ref("text")
    text.focus()
    const emoji = await this.context.emoji.pick(this.ref("emoji"))
    if (!emoji) return
    text.setRangeText(emoji, text.selectionStart, text.selectionEnd, "end")
    text.dispatchEvent(new Event("input"))
  }

  #address() {
    const chat = this.context.client.chats.find(({ room }) => room === this.#room)
    if (chat) this.ref("text").placeholder = t("composer-placeholder-named", { name: chat.title })
  }

  // What is being changed takes the place of what was begun, which comes back afterwards.
  #begin() {
    const { mode, item } = this.context.composing
    this.ref("about").hidden = mode === "new"
    this.ref("about").dataset.mode = mode
    if (item) {
      const name = writer(item, this.context.client.username)
      this.ref("about-who").textContent = mode === "edit" ? t("composer-edit") : t("composer-reply", { name })
      this.ref("about-text").textContent = gist(item)
    }
    if (mode === "edit") {
      this.#keep()
      this.#write(item.text)
    } else if (this.#edited !== null) {
      this.#write(this.context.client.draft(this.#room)?.text ?? "")
    }
    this.#edited = mode === "edit" ? item.id : null
    this.#keepSoon()
    this.ref("text").focus()
  }

  #editLast(event) {
    const { client, composing } = this.context
    const last = client.timeline(this.#room).findLast(({ type, mine, status, deleted }) => {
      return type === "message" && mine && status !== "failed" && !deleted
    })
    // What the server does not have yet cannot be changed, and what was written before that is not meant.
    if (last?.status !== "sent") return
    event.preventDefault()
    composing.edit(last)
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
    this.ref("count").textContent = over
      ? t("composer-bytes-over", { count: bytes - MAX_TEXT })
      : t("composer-bytes-left", { count: MAX_TEXT - bytes })
    this.#announce(over ? t("composer-too-long") : bytes < NEAR ? "" : t("composer-near-limit"))
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
    const { mode, item } = this.context.composing
    const room = this.#room
    this.ref("text").focus()
    const hasFiles = mode === "edit" ? item.files.length > 0 : !this.context.tray.isEmpty
    if (!text.trim() && !hasFiles) return
    const bytes = byteLength(text)
    if (bytes > MAX_TEXT) return showAlert(this.ref("alert"), t("composer-over-limit", { count: bytes - MAX_TEXT }))
    if (mode !== "edit") this.#write("")
    this.context.composing.end()
    this.#keep()
    try {
      await this.#say(room, text, mode, item)
    } catch (failure) {
      this.#giveBack(room, text)
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }

  async #say(room, text, mode, item) {
    const { client, tray } = this.context
    const replyTo = item?.id ?? null
    if (mode !== "edit" && !tray.isEmpty) return tray.send(room, text.trim() && text, { replyTo })
    if (mode !== "edit") return client.send(room, text, { replyTo })
    if (text !== item.text) await client.edit(room, item.id, text)
  }

  #giveBack(room, text) {
    if (room !== this.#room) return this.#keepAs(room, { text, replyTo: null })
    this.#write([text, this.ref("text").value].filter(Boolean).join("\n"))
    this.#keep()
  }
}
