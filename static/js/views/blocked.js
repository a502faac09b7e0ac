// The bar above the composer while a chat is blocked: why nothing is sent, and the way to decide. What is
// written meanwhile waits.

import { hasFinePointer } from "../lib/environment.js"
import { once } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence, t } from "../lib/words.js"

// The ways on from lost keys that are one button here (session/closing.js).
const WAYS = { add: "blocked-add", begin: "blocked-begin", regroup: "blocked-regroup" }

export class Blocked extends View {
  start() {
    const { client, dialogs, place } = this.context
    for (const name of ["chats", "people"]) client.addEventListener(name, () => this.#show())
    place.addEventListener("open", () => this.#show())
    this.ref("look").addEventListener("click", () => dialogs.get("verify").openFor(this.#blocked.username))
    this.ref("way").addEventListener("click", () => once(this.ref("way"), () => this.#takeWay()))
    dialogs.get("verify").element.addEventListener("close", () => this.#goOn())
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  get #blocked() {
    const chat = this.#chat
    return chat?.active || chat?.isClosed ? chat.blocked : null
  }

  // Where somebody else's keys are in question, too, that comes first: nothing else can be done before.
  get #way() {
    return this.#blocked?.reason === "lost-key" ? this.#chat.way : null
  }

  #show() {
    const blocked = this.#blocked
    const way = this.#way
    this.ref("way").hidden = !(way in WAYS)
    if (way in WAYS) this.ref("way").textContent = t(WAYS[way])
    const text = blocked ? this.#text(blocked) : ""
    this.element.hidden = !blocked
    // Said again, it would be read out again.
    if (this.ref("text").textContent !== text) this.ref("text").textContent = text
    // Of the other reasons there is nothing to decide here.
    this.ref("look").hidden = blocked?.reason !== "key-changed"
  }

  async #takeWay() {
    const { client, place } = this.context
    const { room, way, blocked } = this.#chat
    try {
      if (way === "add") await client.addAgain(room, blocked.username)
      else place.choose(await client.beginAgain(room))
    } catch (failure) {
      this.ref("text").textContent = failureSentence(failure)
    }
  }

  #text({ reason, username }) {
    if (reason === "lost-key") return t(`blocked-lost.${this.#way}`, { name: username })
    if (reason !== "key-changed") return sentence(reason, { name: username })
    const { changed } = this.context.client.person(username)
    if (changed?.kept) return t("blocked-kept", { name: username })
    return t(changed?.isReset ? "blocked-changed.reset" : "blocked-changed", { name: username })
  }

  // The decision took away the button that the focus would return to. On a phone the keyboard would cover the chat.
  #goOn() {
    const { activeElement, body } = document
    const isLost = activeElement === body || !activeElement.checkVisibility()
    if (isLost && !this.#blocked && hasFinePointer()) document.getElementById("message").focus()
  }
}
