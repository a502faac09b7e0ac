// The dialog that says whom a message of one's own has reached, and who has seen it.

import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { fullTime, machineTime } from "../lib/time.js"
import { Dialog } from "./dialog.js"
import { drawFace } from "./face.js"

const GROUPS = ["read", "delivered", "waiting"]

export class MessageInfo extends Dialog {
  #lists = new Map()
  #room = null
  #id = null

  start() {
    const { client, dialogs, place } = this.context
    for (const name of GROUPS) {
      this.#lists.set(name, new KeyedList(this.ref(`${name}-people`), {
        make: () => clone("message-info-person"),
        update: (element, { key }) => this.#draw(element, key),
      }))
    }
    for (const name of ["receipts", "timeline", "privacy"]) client.addEventListener(name, () => this.element.open && this.prepare())
    // The mark itself is no button, of which ten thousand messages would have as many: the menu of a message leads here, too.
    document.querySelector(".timeline__items").addEventListener("click", ({ target }) => {
      const mark = target.closest(".message__status")
      if (mark) this.openFor(place.opened, mark.closest("[data-key]").dataset.key)
    })
    this.ref("settings").addEventListener("click", () => {
      this.close()
      dialogs.get("settings").openAt("privacy")
    })
  }

  /** Open for a message of a room; one that is not sent yet says by itself what there is to know. */
  openFor(room, id) {
    this.#room = room
    this.#id = id
    if (this.#message?.seq) this.open()
  }

  prepare() {
    const message = this.#message
    if (!message) return this.close()
    const { client } = this.context
    const { time } = message
    this.ref("time").textContent = fullTime(time)
    this.ref("time").dateTime = machineTime(time)
    const receipts = client.receipts(this.#room, message.seq)
    for (const name of GROUPS) {
      this.ref(name).hidden = receipts[name].length === 0
      this.#lists.get(name).show(receipts[name].map((key) => ({ key })))
    }
    const { delivered, read } = client.privacy
    const isOff = !delivered || !read
    this.ref("off").hidden = !isOff
    this.ref("silent").hidden = isOff || receipts.waiting.length === 0
  }

  get #message() {
    return this.context.client.message(this.#room, this.#id)
  }

  #draw(element, username) {
    drawFace(ref(element, "avatar"), this.context.client, username)
    ref(element, "name").textContent = username
  }
}
