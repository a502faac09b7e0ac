// What is unread, where the chat is not in sight: in the name of the tab, its picture, and on the sign of the installed program.
// Muted and archived chats are not counted. No chat is named there: browsers write the names of pages to their history, which nobody seals
// and which stays when somebody logs out.

import { View } from "../lib/view.js"

export class Unread extends View {
  #picture = ""
  #shown = null

  start() {
    const { client } = this.context
    this.#picture = this.element.href
    client.addEventListener("chats", () => this.#show())
    this.#show()
  }

  #show() {
    const counted = this.context.client.chats.filter(({ archived, isMuted }) => !archived && !isMuted)
    const unread = counted.reduce((sum, chat) => sum + chat.unread, 0)
    document.title = (unread ? `(${unread}) ` : "") + "SecureChat"
    if (unread !== this.#shown) this.#mark(unread)
    this.#shown = unread
  }

  #mark(unread) {
    this.element.href = unread ? this.element.dataset.unread : this.#picture
    // Only an installed program has a sign; a browser that has none for it may refuse.
    const marking = unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.()
    marking?.catch(() => {})
  }
}
