// The dialog that says messages again in other chats.

import { once, showAlert } from "../lib/forms.js"
import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { drawChatFace } from "./face.js"

export class Forward extends Dialog {
  #list
  #from = null
  #ids = []

  start() {
    this.#list = new KeyedList(this.ref("list"), {
      make: () => clone("forward-chat"),
      update: (element, { chat }) => this.#draw(element, chat),
    })
    this.ref("forward-search").addEventListener("input", () => this.#filter())
    this.ref("list").addEventListener("change", () => this.#count())
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#send())
    })
  }

  /** Open for messages of a room. */
  openFor(room, ids) {
    this.#from = room
    this.#ids = ids
    this.open()
  }

  prepare() {
    const chats = this.context.client.chats.filter(({ active }) => active)
    this.#list.clear()
    this.#list.show(chats.map((chat) => ({ key: chat.room, chat })))
    this.#filter()
    this.#count()
  }

  get #chosen() {
    return [...this.ref("list").querySelectorAll("input:checked")].map((input) => input.value)
  }

  #draw(element, chat) {
    const input = ref(element, "input")
    input.value = chat.room
    ref(element, "title").textContent = chat.title
    drawChatFace(ref(element, "avatar"), this.context.client, chat)
  }

  #filter() {
    const wanted = this.ref("forward-search").value.trim().toLocaleLowerCase()
    let found = 0
    for (const element of this.ref("list").children) {
      element.hidden = !ref(element, "title").textContent.toLocaleLowerCase().includes(wanted)
      found += Number(!element.hidden)
    }
    this.ref("none").hidden = found > 0
  }

  #count() {
    const { length } = this.#chosen
    this.ref("submit").disabled = length === 0
    this.ref("what").textContent = t("forward-what", { messages: this.#ids.length })
  }

  async #send() {
    const { client, toast } = this.context
    const rooms = this.#chosen
    try {
      await client.forward(this.#from, this.#ids, rooms)
      this.close()
      toast.say(t("forward-done", { count: rooms.length }))
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
