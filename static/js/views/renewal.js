// The form in the settings that renews the account's keys. Behind it the page loads anew, and says then that it is done.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { showProgress } from "../lib/progress.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence, t } from "../lib/words.js"

const STEPS = { open: "renewal-step-open", keys: "renewal-step-keys", send: "renewal-step-send" }

// Whichever of the two finds it out: the browser, or the server.
const WRONG_PASSWORD = new Set(["bad-password", "bad-credentials"])

// Of this tab alone, and gone when it was said.
const DONE = "securechat-renewed"

/** Load the page anew with the renewed keys. */
export const loadAnew = (isHere) => {
  if (isHere) sessionStorage.setItem(DONE, "")
  location.reload()
}

const isRenewed = () => {
  const isIt = sessionStorage.getItem(DONE) !== null
  sessionStorage.removeItem(DONE)
  return isIt
}

export class Renewal extends View {
  start() {
    const { client } = this.context
    const isOffered = client.store === "server"
    this.ref("about").textContent = t(isOffered ? "renewal-about" : "renewal-not-here")
    this.ref("offered").hidden = !isOffered
    this.ref("username").value = client.username
    this.ref("renewal-password").addEventListener("input", ({ target }) => showError(target, ""))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      if (isOffered) once(this.ref("submit"), () => this.#renew())
    })
    // A password is not left lying in a dialog that was closed.
    this.element.closest("dialog").addEventListener("close", () => this.#clear())
    if (isRenewed()) this.context.toast.say(t("renewal-done"))
  }

  async #renew() {
    const password = this.ref("renewal-password").value
    showAlert(this.ref("alert"), "")
    if (!showErrors([[this.ref("renewal-password"), password ? "" : t("password-missing")]])) return
    try {
      await this.context.client.renewKeys({ password }, (step) => showProgress(this, STEPS, step))
    } catch (failure) {
      showProgress(this, STEPS, null)
      this.#refuse(failure)
    }
  }

  #refuse(failure) {
    if (!WRONG_PASSWORD.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
    showError(this.ref("renewal-password"), sentence("wrong-old-password"))
    this.ref("renewal-password").focus()
  }

  #clear() {
    this.element.reset()
    showError(this.ref("renewal-password"), "")
    this.ref("renewal-password").dispatchEvent(new Event("input"))
    showAlert(this.ref("alert"), "")
  }
}
