// The dialog that says after which time the messages of a chat disappear.

import { duration } from "../lib/duration.js"
import { once, showAlert } from "../lib/forms.js"
import { clone, ref } from "../lib/template.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

/** What is offered, in seconds: never, 5 minutes, 1 hour, 8 hours, 1 day, 1 week, 4 weeks. */
const OFFERED = [0, 300, 3_600, 28_800, 86_400, 604_800, 2_419_200]

export class Timer extends Dialog {
  start() {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#save())
    })
  }

  prepare() {
    const { expire, members } = this.#chat
    const { username } = this.context.client
    const owner = members.some((member) => member.username === username && member.role === "owner")
    // Another client may have set any other time.
    const offered = [...new Set([...OFFERED, expire])].sort((one, other) => one - other)
    this.ref("choices").replaceChildren(...offered.map((seconds) => choice(seconds, seconds === expire)))
    this.ref("fields").disabled = !owner
    this.ref("member").hidden = owner
    this.ref("submit").hidden = !owner
  }

  get #chat() {
    const { client, place } = this.context
    return client.chats.find(({ room }) => room === place.opened)
  }

  async #save() {
    const { client, place } = this.context
    const seconds = Number(new FormData(this.element.querySelector("form")).get("timer"))
    showAlert(this.ref("alert"), "")
    try {
      if (seconds !== this.#chat.expire) await client.setTimer(place.opened, seconds)
      this.close()
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}

function choice(seconds, checked) {
  const element = clone("timer-choice")
  ref(element, "input").value = seconds
  ref(element, "input").defaultChecked = checked
  ref(element, "input").autofocus = checked
  ref(element, "text").textContent = seconds ? t("timer-after", { after: duration(seconds) }) : t("timer-off")
  return element
}
