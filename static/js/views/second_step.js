// The form behind the login form: the code, or the passkey, of who has a second factor.

import { tidyCode } from "../lib/code.js"
import { canUsePasskeys } from "../lib/environment.js"
import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { failureSentence, sentence, t } from "../lib/words.js"

// Behind these only the password helps.
const OVER = new Set(["factor-over", "bad-credentials", "account-disabled"])

export class SecondStep extends View {
  #asked = null

  constructor(element, context) {
    super(element, context)
    context.secondStep = this
  }

  start() {
    this.ref("code").addEventListener("input", ({ target }) => showError(target, ""))
    this.ref("passkey").addEventListener("click", () => once(this.ref("passkey"), () => this.#show()))
    // Nothing of the password stays.
    this.ref("back").addEventListener("click", () => location.reload())
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#try())
    })
  }

  /**
   * Ask for a code or a passkey until one is good. Rejects with the Failure where the password has to be shown again.
   * @param {{ways: string[], finish: (code: string) => Promise, show: () => Promise}} how
   */
  ask({ ways, finish, show }) {
    const [byCode, byPasskey] = [ways.includes("code"), ways.includes("passkey") && canUsePasskeys()]
    this.ref("by-code").hidden = !byCode
    this.ref("submit").hidden = !byCode
    this.ref("submit").classList.toggle("button--primary", !byPasskey)
    this.ref("passkey").hidden = !byPasskey
    this.ref("about").textContent = t(byCode ? byPasskey ? "second-step-both" : "second-step-about" : "second-step-passkey")
    this.element.reset()
    showError(this.ref("code"), "")
    showAlert(this.ref("alert"), "")
    this.element.hidden = false
    this.ref(byPasskey ? "passkey" : "code").focus()
    return new Promise((resolve, reject) => {
      this.#asked = { finish, show, resolve, reject }
    })
  }

  async #try() {
    const input = this.ref("code")
    const code = tidyCode(input.value)
    showAlert(this.ref("alert"), "")
    if (!showErrors([[input, code ? "" : t("factor-code-missing")]])) return
    await this.#attempt(() => this.#asked.finish(code), (failure) => {
      if (failure.code !== "bad-factor" && failure.code !== "bad-request") return showAlert(this.ref("alert"), failureSentence(failure))
      showErrors([[input, sentence("bad-factor")]])
      input.select()
    })
  }

  async #show() {
    showAlert(this.ref("alert"), "")
    await this.#attempt(() => this.#asked.show(), (failure) => showAlert(this.ref("alert"), failureSentence(failure)))
  }

  async #attempt(work, refused) {
    const { resolve, reject } = this.#asked
    try {
      await work()
      this.#leave()
      resolve()
    } catch (failure) {
      if (!OVER.has(failure.code)) return refused(failure)
      this.#leave()
      reject(failure)
    }
  }

  #leave() {
    this.element.reset()
    this.element.hidden = true
  }
}
