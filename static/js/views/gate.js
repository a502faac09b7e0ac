// What the two forms in front of the chat share: one attempt at a time, its progress, its refusal.

import { canEncrypt } from "../lib/environment.js"
import { once, showAlert, showError } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence } from "../lib/words.js"

// Refusals that belong beside the field they are about.
const ABOUT_USERNAME = new Set(["bad-username", "username-taken"])

export class Gate extends View {
  /** Sentences of the steps, in their order; a subclass says which. */
  steps = {}

  start() {
    this.element.hidden = !canEncrypt()
    this.ref("submit").disabled = !canEncrypt()
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#attempt())
    })
    this.element.addEventListener("input", (event) => {
      if (event.target.matches(".field__input")) showError(event.target, "")
    })
  }

  /** The values of the form, or null after showing what is wrong with them. */
  read() {
    return null
  }

  /** Do what the form is for, with its account module, values and progress: a subclass says how. */
  async act() {}

  async #attempt() {
    showAlert(this.ref("alert"), "")
    const values = this.read()
    if (!values) return
    this.element.setAttribute("aria-busy", "true")
    this.#progress(Object.keys(this.steps)[0])
    try {
      await this.act(await import("../session/account.js"), values, (step) => this.#progress(step))
      location.assign("/chat")
    } catch (failure) {
      this.ref("progress").hidden = true
      this.#refuse(failure)
    } finally {
      this.element.removeAttribute("aria-busy")
    }
  }

  #progress(step) {
    const names = Object.keys(this.steps)
    this.ref("progress").hidden = false
    this.ref("progress-bar").max = names.length
    this.ref("progress-bar").value = names.indexOf(step) + 0.5
    this.ref("progress-text").textContent = this.steps[step] ?? ""
  }

  #refuse(failure) {
    if (!ABOUT_USERNAME.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
    showError(this.ref("username"), sentence(failure.code))
    this.ref("username").focus()
  }
}
