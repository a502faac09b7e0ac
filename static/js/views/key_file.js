// The dialog that makes a key file, for who knows the password.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { newPasswordErrors } from "../lib/new_password.js"
import { showProgress } from "../lib/progress.js"
import { failureSentence, sentence, t } from "../lib/words.js"
import { saveText } from "../session/saving.js"
import { Dialog } from "./dialog.js"

const STEPS = { open: "phrase-step-open", seal: "key-file-step-seal", send: "key-file-step-send" }

// Whichever of the two finds it out: the browser, or the server.
const NOT_THE_PASSWORD = new Set(["bad-password", "bad-credentials"])

export class KeyFile extends Dialog {
  #file = null

  start() {
    this.ref("username").defaultValue = this.context.client.username
    this.ref("form").addEventListener("input", ({ target }) => showError(target, ""))
    this.ref("form").addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#make())
    })
    this.ref("again").addEventListener("click", () => this.#save())
    this.element.addEventListener("close", () => this.#forget())
  }

  prepare() {
    this.ref("replaces").hidden = this.context.client.fileTime === null
    this.#turn(false)
  }

  async #make() {
    const password = this.ref("key-file-account").value
    const filePassword = this.ref("key-file-password").value
    const [short, different] = newPasswordErrors(filePassword, this.ref("key-file-repeat").value)
    showAlert(this.ref("alert"), "")
    const fine = showErrors([
      [this.ref("key-file-account"), password ? "" : t("password-missing")],
      [this.ref("key-file-password"), short || (filePassword === password ? t("key-file-password-same") : "")],
      [this.ref("key-file-repeat"), different],
    ])
    if (!fine) return
    try {
      const { client } = this.context
      const file = await client.makeKeyFile({ password, filePassword }, (step) => showProgress(this, STEPS, step))
      // The one before proves nothing any more: whoever closed the dialog meanwhile is given the file all the same.
      this.#file = file
      this.#save()
      if (!this.element.open) return this.#forget()
      this.ref("saved").textContent = t("key-file-saved", { name: file.name })
      this.#turn(true)
      this.ref("saved").focus()
    } catch (failure) {
      this.#refuse(failure)
    } finally {
      showProgress(this, STEPS, null)
    }
  }

  #refuse(failure) {
    if (!NOT_THE_PASSWORD.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
    showError(this.ref("key-file-account"), sentence("wrong-old-password"))
    this.ref("key-file-account").focus()
  }

  #save() {
    saveText(this.#file.name, this.#file.text)
  }

  #turn(isMade) {
    this.ref("form").hidden = isMade
    this.ref("made").hidden = !isMade
  }

  #forget() {
    this.#file = null
    this.ref("form").reset()
    // The strength of a password that is gone is nothing to show.
    this.ref("key-file-password").dispatchEvent(new Event("input"))
    this.#turn(false)
  }
}
