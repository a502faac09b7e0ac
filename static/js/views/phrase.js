// The dialog that makes a recovery phrase, for who knows the password.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { failureSentence, sentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"
import { PhraseSteps } from "./phrase_steps.js"

export class Phrase extends Dialog {
  #password = ""
  #steps

  start() {
    const { client } = this.context
    this.ref("username").defaultValue = client.username
    this.#steps = new PhraseSteps(this.ref("phrase-steps"), this.context, {
      save: (phrase, onProgress) => client.makePhrase({ phrase, password: this.#password }, onProgress),
      saved: () => this.close(),
      left: () => this.close(),
    })
    this.#steps.start()
    this.ref("begin").addEventListener("input", ({ target }) => showError(target, ""))
    this.ref("begin").addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#begin())
    })
    this.element.addEventListener("close", () => this.#forget())
  }

  prepare() {
    this.ref("replaces").hidden = this.context.client.phraseTime === null
    this.ref("begin").hidden = false
  }

  // Before anybody writes twelve words down: is it the password that they will be sealed with?
  async #begin() {
    const input = this.ref("phrase-password")
    showAlert(this.ref("alert"), "")
    if (!showErrors([[input, input.value ? "" : t("password-missing")]])) return
    try {
      await this.context.client.checkPassword(input.value)
    } catch (failure) {
      if (failure.code !== "bad-password") return showAlert(this.ref("alert"), failureSentence(failure))
      return showErrors([[input, sentence("wrong-old-password")]])
    }
    // It was closed meanwhile.
    if (!this.element.open) return
    this.#password = input.value
    this.ref("begin").hidden = true
    await this.#steps.begin()
  }

  #forget() {
    this.#password = ""
    this.ref("begin").reset()
    this.#steps.forget()
  }
}
