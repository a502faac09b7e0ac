// How a chat of the list is arranged: pinned, archived, muted, read. One menu for all chats, beside the one that it is about;
// in a dialog, so that the press that closes it does nothing else.

import { placeBeside } from "../lib/float.js"
import { timeOfDay } from "../lib/time.js"
import { failureSentence, t } from "../lib/words.js"
import { ALWAYS } from "../session/arrangement.js"
import { Dialog } from "./dialog.js"

const HOUR = 3_600_000

export class ArrangeMenu extends Dialog {
  #room = null

  start() {
    this.element.addEventListener("click", ({ target }) => this.#do(target.closest("[data-do]")?.dataset))
    this.element.addEventListener("keydown", (event) => this.#walk(event))
    this.element.addEventListener("contextmenu", (event) => {
      event.preventDefault()
      // Of a finger it is the press that opened this.
      if (event.target === this.element && event.pointerType === "mouse") this.close()
    })
    // The chat that it stands beside is elsewhere then.
    addEventListener("resize", () => this.close())
  }

  /** Open for a chat, beside an element or a point ({getBoundingClientRect}). */
  openFor(room, anchor) {
    this.#room = room
    if (!this.#chat) return
    this.open()
    placeBeside(this.element, anchor)
  }

  prepare() {
    const { archived, isMuted, muted, pinned, title, unread } = this.#chat
    this.element.setAttribute("aria-label", t("arrange", { title }))
    this.ref("title").textContent = title
    const hidden = {
      read: unread === 0,
      pin: pinned,
      unpin: !pinned,
      archive: archived,
      unarchive: !archived,
      mute: isMuted,
      unmute: !isMuted,
    }
    for (const [name, isHidden] of Object.entries(hidden)) this.ref(name).hidden = isHidden
    this.ref("until").textContent = isMuted && muted < ALWAYS ? t("arrange-until", { time: timeOfDay(muted) }) : ""
  }

  get #chat() {
    return this.context.client.chats.find(({ room }) => room === this.#room)
  }

  #do(chosen) {
    if (!chosen) return
    const { client } = this.context
    const changes = {
      pin: { pinned: true },
      unpin: { pinned: false },
      archive: { archived: true },
      unarchive: { archived: false },
      mute: { muted: chosen.hours ? Date.now() + chosen.hours * HOUR : ALWAYS },
      unmute: { muted: 0 },
    }[chosen.do]
    this.close()
    if (changes) client.arrange(this.#room, changes)
    else this.#read(this.#room)
  }

  // A chat in which nothing is new since the last visit may not be loaded yet.
  async #read(room) {
    try {
      await this.context.client.openChat(room)
      this.context.client.markRead(room)
    } catch (failure) {
      this.context.toast.say(failureSentence(failure))
    }
  }

  #walk(event) {
    const items = [...this.element.querySelectorAll(".menu__item")].filter((item) => item.checkVisibility())
    const here = items.indexOf(document.activeElement)
    const next = { ArrowDown: here + 1, ArrowUp: Math.max(here, 0) - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    items.at(next % items.length).focus()
  }
}
