// The dialog in which a person proves that they could recover; it changes nothing.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { failureSentence, sentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { WayBack } from "./way_back.js"

// Whichever finds it out: the server, or what the phrase does not open.
const ANOTHER_PHRASE = new Set(["bad-recovery", "bad-password"])

export class Drill extends Dialog {
  #way = new WayBack(this, "drill-")

  start() {
    this.ref("username").defaultValue = this.context.client.username
    this.#way.start(() => this.#turn())
    this.element.addEventListener("input", ({ target }) => {
      if (target.matches(".field__input")) showError(target, "")
      showAlert(this.ref("done"), "")
    })
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#try())
    })
    this.element.addEventListener("close", () => this.#clear())
  }

  /** @param {"phrase"|"file"} way */
  openBy(way) {
    this.open()
    this.#way.choose(way)
    this.#turn()
  }

  prepare() {
    this.#way.choose("phrase")
    this.#turn()
  }

  #turn() {
    for (const name of ["alert", "done"]) showAlert(this.ref(name), "")
    this.ref("submit").textContent = t(this.#way.chosen === "file" ? "drill-submit-file" : "drill-submit")
  }

  async #try() {
    for (const name of ["alert", "done"]) showAlert(this.ref(name), "")
    const { errors, by } = await this.#way.read()
    if (!showErrors(errors)) return
    try {
      await this.context.client.drill(by)
      this.#clear()
      showAlert(this.ref("done"), t(by.file ? "drill-done-file" : "drill-done"))
    } catch (failure) {
      if (this.#way.refuse(failure)) return
      const isAnother = by.phrase && ANOTHER_PHRASE.has(failure.code)
      showAlert(this.ref("alert"), isAnother ? sentence("other-phrase") : failureSentence(failure))
    }
  }

  // A form that is emptied goes back to the first way.
  #clear() {
    const way = this.#way.chosen
    this.element.querySelector("form").reset()
    this.#way.choose(way)
  }
}
