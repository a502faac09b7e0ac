// What can be done with a chat as a whole.

import { Disclosure } from "../lib/disclosure.js"
import { duration } from "../lib/duration.js"
import { once, showAlert } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

export class ChatMenu extends View {
  #menu

  start() {
    const { client, place } = this.context
    this.#menu = new Disclosure(this.ref("button"), this.ref("panel"))
    client.addEventListener("chats", () => this.#show())
    place.addEventListener("open", () => this.#show())
    place.addEventListener("back", (event) => {
      if (!this.#menu.isOpen) return
      event.preventDefault()
      this.#menu.close()
    })
    for (const name of ["members", "rename", "timer"]) {
      this.ref(name).addEventListener("click", () => this.#open(name))
    }
    this.ref("verify").addEventListener("click", () => {
      this.#menu.close()
      this.context.dialogs.get("verify").openFor(this.#chat.peer)
    })
    this.ref("log").addEventListener("change", () => this.#setLog())
    this.ref("leave").addEventListener("click", () => this.#leave())
    this.ref("download").addEventListener("click", () => this.#menu.close())
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  #show() {
    const chat = this.#chat
    if (!chat) return
    const { client } = this.context
    const owner = chat.members.some(({ role, username }) => username === client.username && role === "owner")
    const activeGroup = chat.active && chat.kind === "group" && !chat.isNotes
    this.ref("members").hidden = chat.isNotes
    this.ref("verify").hidden = !chat.peer
    this.ref("rename").hidden = !activeGroup
    this.ref("leave").hidden = !(activeGroup || chat.isClosed && chat.kind === "group")
    this.ref("timer").hidden = !chat.active
    this.ref("timer-value").textContent = chat.expire ? duration(chat.expire) : ""
    this.ref("download").hidden = !(chat.active || chat.isClosed)
    this.ref("download").href = client.logUrl(chat.room)
    this.ref("log-item").hidden = !(owner && chat.active)
    this.ref("log").checked = chat.log
    this.ref("log-note").textContent = t(`chat-menu-log-${chat.log ? "on" : "off"}${owner ? "" : ".member"}`)
    showAlert(this.ref("alert"), "")
  }

  #open(name) {
    this.#menu.close()
    this.context.dialogs.get(name).open()
  }

  async #setLog() {
    const { room, log } = this.#chat
    const { client, dialogs } = this.context
    // The switch shows what is, not what was asked for.
    this.ref("log").checked = log
    await once(this.ref("log"), async () => {
      if (log && !await dialogs.get("ask").ask("ask-log-off")) return
      await this.#attempt(() => client.setLog(room, !log))
    })
  }

  async #leave() {
    const { room } = this.#chat
    const { client, dialogs, place } = this.context
    this.#menu.close()
    if (!await dialogs.get("ask").ask("ask-leave")) return
    await this.#attempt(async () => {
      await client.leave(room)
      if (place.room === room) place.leave()
    })
  }

  async #attempt(work) {
    showAlert(this.ref("alert"), "")
    try {
      await work()
    } catch (failure) {
      this.#menu.open()
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
