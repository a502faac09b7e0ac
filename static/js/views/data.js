// The section of the settings about what the server has of the account: all of it at once, or none of it any more.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { showProgress } from "../lib/progress.js"
import { tidyUsername } from "../lib/usernames.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence, t } from "../lib/words.js"

const STEPS = { open: "delete-step-open", rooms: "delete-step-rooms", send: "delete-step-send" }

// Whichever of the two finds it out: the browser, or the server.
const NOT_THE_PASSWORD = new Set(["bad-password", "bad-credentials"])

export class Data extends View {
  start() {
    const { client } = this.context
    // The archive is the server's, and it never had these keys.
    this.ref("unsealed").hidden = client.store !== "browser"
    this.element.addEventListener("input", ({ target }) => target.matches(".field__input") && showError(target, ""))
    this.ref("form").addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#delete())
    })
    // A password is not left lying in a dialog that was closed.
    this.element.closest("dialog").addEventListener("close", () => this.#clear())
  }

  async #delete() {
    const { client } = this.context
    const [username, password] = [tidyUsername(this.ref("delete-username").value), this.ref("delete-password").value]
    showAlert(this.ref("alert"), "")
    const fine = showErrors([
      [this.ref("delete-username"), username === client.username ? "" : t("delete-username-wrong")],
      [this.ref("delete-password"), password ? "" : t("password-missing")],
    ])
    if (!fine) return
    try {
      await client.deleteAccount({ username, password }, (step) => showProgress(this, STEPS, step))
    } catch (failure) {
      this.#refuse(failure)
    } finally {
      showProgress(this, STEPS, null)
    }
  }

  #refuse(failure) {
    if (!NOT_THE_PASSWORD.has(failure.code)) {
      return showAlert(this.ref("alert"), t("delete-interrupted", { why: failureSentence(failure) }))
    }
    showError(this.ref("delete-password"), sentence("wrong-old-password"))
    this.ref("delete-password").focus()
  }

  #clear() {
    this.ref("form").reset()
    for (const input of this.element.querySelectorAll(".field__input")) showError(input, "")
    showAlert(this.ref("alert"), "")
  }
}
