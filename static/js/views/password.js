// The form in the settings that changes the password.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { newPasswordErrors } from "../lib/new_password.js"
import { showProgress } from "../lib/progress.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence, t } from "../lib/words.js"

const STEPS = { open: "password-step-open", seal: "password-step-seal", send: "password-step-send" }

// Whichever of the two finds it out: the browser, or the server.
const NOT_THE_OLD_ONE = new Set(["bad-password", "bad-credentials"])

export class Password extends View {
  start() {
    this.ref("username").defaultValue = this.context.client.username
    this.element.addEventListener("input", ({ target }) => {
      if (target.matches(".field__input")) showError(target, "")
      showAlert(this.ref("done"), "")
    })
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#change())
    })
    // A password is not left lying in a dialog that was closed.
    this.element.closest("dialog").addEventListener("close", () => this.#clear())
  }

  async #change() {
    const old = this.ref("old-password").value
    const password = this.ref("new-password").value
    const [short, different] = newPasswordErrors(password, this.ref("new-repeat").value)
    showAlert(this.ref("alert"), "")
    const fine = showErrors([
      [this.ref("old-password"), old ? "" : t("password-missing")],
      [this.ref("new-password"), short],
      [this.ref("new-repeat"), different],
    ])
    if (!fine) return
    try {
      await this.context.client.changePassword({ old, password }, (step) => showProgress(this, STEPS, step))
      this.#clear()
      showAlert(this.ref("done"), t("password-changed"))
    } catch (failure) {
      this.#refuse(failure)
    } finally {
      showProgress(this, STEPS, null)
    }
  }

  #refuse(failure) {
    if (!NOT_THE_OLD_ONE.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
    showError(this.ref("old-password"), sentence("wrong-old-password"))
    this.ref("old-password").focus()
  }

  #clear() {
    this.element.reset()
    for (const input of this.element.querySelectorAll(".field__input")) {
      showError(input, "")
      input.dispatchEvent(new Event("input"))
    }
    for (const name of ["alert", "done"]) showAlert(this.ref(name), "")
  }
}
