// What is wrong with the key log, above the list of chats.

import { KeyedList } from "../lib/keyed.js"
import { clone, ref } from "../lib/template.js"
import { View } from "../lib/view.js"
import { reasonSentence } from "../lib/words.js"

export class Alarms extends View {
  #list

  start() {
    const { client } = this.context
    this.#list = new KeyedList(this.element, {
      make: () => clone("alarm"),
      update: (element, { reason, username }) => {
        const { what, next } = reasonSentence(reason, { name: username })
        ref(element, "what").textContent = what
        ref(element, "next").textContent = next
      },
    })
    client.addEventListener("alarms", () => this.#show())
    this.#show()
  }

  // The element itself stays, empty, so that what enters it is read out.
  #show() {
    const { alarms } = this.context.client
    const known = new Map(alarms.map((alarm) => [`${alarm.reason} ${alarm.username ?? ""}`, alarm]))
    this.#list.show([...known].map(([key, alarm]) => ({ key, ...alarm })))
  }
}
