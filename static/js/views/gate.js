// What the two forms in front of the chat share: one attempt at a time, its progress, its refusal.

import { fetchAhead } from "../lib/ahead.js"
import { canEncrypt } from "../lib/environment.js"
import { once, showAlert, showError } from "../lib/forms.js"
import { readInvitation } from "../lib/invitation.js"
import { showProgress } from "../lib/progress.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence } from "../lib/words.js"

// Refusals that belong beside the field they are about.
const FIELDS = { "bad-username": "username", "username-taken": "username", "bad-code": "code" }

export class Gate extends View {
  /** The part of the address that says who invited this person, or nothing. */
  invitation = readInvitation(location.hash) ? location.hash : ""

  /** The message of each step, in their order; a subclass says which. */
  steps = {}

  start() {
    this.element.hidden = !canEncrypt()
    this.ref("submit").disabled = !canEncrypt()
    const other = document.querySelector(".gate__other a")
    other.href = other.pathname + this.invitation
    fetchAhead(this.element)
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.attempt(() => this.read(), (...how) => this.act(...how)))
    })
    this.element.addEventListener("input", (event) => {
      if (event.target.matches(".field__input")) showError(event.target, "")
    })
  }

  /** The values of the form, or null after showing what is wrong with them; it may take a moment. */
  read() {
    return null
  }

  /** Do what the form is for, with its account module, values and progress: a subclass says how. */
  async act() {}

  /** Show a refusal beside what it is about, and give whether that was done: for forms with more than fields of their own. */
  showsBeside() {
    return false
  }

  /** Go on to the chat; nobody comes back to the form by going back from there. */
  enter() {
    location.replace(`/chat${this.invitation}`)
  }

  /** One attempt: `read` gives values, or nothing after showing what is wrong with them; `act` is called as this class's own. */
  async attempt(read, act) {
    showAlert(this.ref("alert"), "")
    const values = await read()
    if (!values) return
    this.element.setAttribute("aria-busy", "true")
    this.#progress(Object.keys(this.steps)[0])
    try {
      await act(await import("../session/account.js"), values, (step) => this.#progress(step))
      await this.enter(values)
    } catch (failure) {
      this.ref("progress").hidden = true
      this.#refuse(failure)
    } finally {
      this.element.removeAttribute("aria-busy")
    }
  }

  #progress(step) {
    showProgress(this, this.steps, step)
  }

  #refuse(failure) {
    if (this.showsBeside(failure)) return
    const field = this.ref(FIELDS[failure.code] ?? "")
    if (!field) return showAlert(this.ref("alert"), failureSentence(failure))
    showError(field, sentence(failure.code))
    field.focus()
  }
}
