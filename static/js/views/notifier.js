// Tells of new messages outside of the page: by a notification of the system and a sound, as this browser was told to.

import { chime } from "../lib/chime.js"
import { makeNotice, mayNotify } from "../lib/notice.js"
import { Teller } from "../lib/tellers.js"
import { isQuiet, telling } from "../lib/telling.js"
import { toldOf } from "../lib/told.js"
import { t } from "../lib/words.js"
import { lastText } from "./last_text.js"

const APP = "SecureChat"

export class Notifier {
  #client
  #place
  #teller = new Teller()
  // By tag: {notice, rooms: what it tells of}.
  #shown = new Map()

  constructor({ client, place }) {
    this.#client = client
    this.#place = place
    client.addEventListener("arrived", ({ detail }) => this.#arrived(detail))
    client.addEventListener("chats", () => this.#closeRead())
    client.addEventListener("ended", () => this.#closeAll())
    for (const name of ["choose", "open"]) place.addEventListener(name, () => this.#look())
    document.addEventListener("visibilitychange", () => this.#look())
    // Whoever presses one that is left behind would get nowhere.
    addEventListener("pagehide", () => this.#closeAll())
    this.#look()
  }

  #chat(id) {
    return this.#client.chats.find(({ room }) => room === id)
  }

  #look() {
    this.#teller.see(document.visibilityState === "visible" ? this.#place.opened : null)
  }

  async #arrived({ room, messages }) {
    if (!this.#teller.isFirst) return
    const isSeen = await this.#teller.isSeen(room)
    const chat = this.#chat(room)
    const { username } = this.#client
    const told = chat ? toldOf(messages, chat, { username, isQuiet: isQuiet(), isSeen }) : []
    if (told.length === 0) return
    const { notify, says, sound } = telling()
    if (notify === "on" && mayNotify()) this.#notify(chat, told.at(-1), says)
    if (sound === "on") chime().catch(() => {})
  }

  #notify(chat, message, says) {
    // Where nothing is said, not even how many chats there are.
    const tag = says === "nothing" ? "securechat" : `securechat ${chat.room}`
    const rooms = new Set(this.#shown.get(tag)?.rooms).add(chat.room)
    try {
      const notice = makeNotice(says === "nothing" ? APP : chat.title, bodyOf(chat, message, says), tag)
      notice.addEventListener("click", () => this.#follow(notice, chat.room))
      this.#shown.set(tag, { notice, rooms })
    } catch {
      // A browser that has changed its mind: the list says what is new.
    }
  }

  #follow(notice, room) {
    notice.close()
    focus()
    this.#place.choose(room)
  }

  #closeRead() {
    for (const [tag, { notice, rooms }] of this.#shown) {
      if ([...rooms].some((room) => this.#chat(room)?.unread)) continue
      notice.close()
      this.#shown.delete(tag)
    }
  }

  #closeAll() {
    for (const { notice } of this.#shown.values()) notice.close()
    this.#shown.clear()
  }
}

const bodyOf = ({ kind, unread }, message, says) => {
  if (says === "nothing") return t("notice-new")
  if (says === "name") return t("chat-unread", { count: unread })
  const text = lastText(message)
  return kind === "group" ? t("chat-preview-other", { sender: message.sender, text }) : text
}
