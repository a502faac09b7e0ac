// The dialog that gives a group another title.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { MAX_TITLE, pointLength, tidyTitle } from "../lib/text.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

export class Rename extends Dialog {
  start() {
    this.element.addEventListener("input", (event) => showError(event.target, ""))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#save())
    })
  }

  prepare() {
    const { client, place } = this.context
    this.ref("new-title").value = client.chats.find(({ room }) => room === place.opened).title
  }

  async #save() {
    const { client, place } = this.context
    const input = this.ref("new-title")
    const title = tidyTitle(input.value)
    const tooLong = pointLength(title) > MAX_TITLE ? t("title-long") : ""
    showAlert(this.ref("alert"), "")
    if (!showErrors([[input, title ? tooLong : t("title-missing")]])) return
    try {
      await client.setTitle(place.opened, title)
      this.close()
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
