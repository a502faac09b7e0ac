// The form that opens an account in this browser.

import { textOfChosen } from "../lib/chosen_file.js"
import { canUsePasskeys } from "../lib/environment.js"
import { once, showAlert, showErrors } from "../lib/forms.js"
import { tidyUsername } from "../lib/usernames.js"
import { sentence, t } from "../lib/words.js"
import { Gate } from "./gate.js"
import { chosenError, refuseFile } from "./way_back.js"

// The password was right, and the keys are not here, or not under this password.
const NOT_HERE = new Set(["no-keys", "bad-password"])

export class Login extends Gate {
  /** Who is logged in by now and has no keys here: {username, password}. */
  #known = null

  steps = {
    stretch: "login-step-stretch",
    send: "login-step-send",
    open: "login-step-open",
    store: "login-step-store",
  }

  start() {
    super.start()
    const passkey = this.ref("passkey")
    passkey.hidden = !canUsePasskeys()
    passkey.addEventListener("click", () => once(passkey, () => this.attempt(() => ({}), this.#byPasskey)))
    // Whoever was sent here comes with the reason behind the #.
    const code = location.hash.slice(1)
    if (!code || this.invitation) return
    showAlert(this.ref("ended"), sentence(code))
    history.replaceState(null, "", location.pathname)
  }

  async read() {
    const username = tidyUsername(this.ref("username").value)
    const password = this.ref("password").value
    const fine = showErrors([
      [this.ref("username"), username ? "" : t("username-missing")],
      [this.ref("password"), password ? "" : t("password-missing")],
    ])
    if (!fine) return null
    const isKnown = this.#known?.username === username && this.#known.password === password
    return isKnown ? this.#readFile({ username, password }) : { username, password }
  }

  async #readFile(who) {
    const [input, { value: password }] = [this.ref("file"), this.ref("file-password")]
    const read = await textOfChosen(input)
    const errors = [[input, chosenError(read)], [this.ref("file-password"), password ? "" : t("key-file-password-missing")]]
    return showErrors(errors) ? { ...who, file: { text: read.text, password } } : null
  }

  #byPasskey = (account, values, onProgress) => account.loginByPasskey(onProgress)

  async act(account, values, onProgress) {
    // No second code is asked for: the login itself has been made.
    if (values.file) return account.comeWithFile(values, onProgress)
    this.#know(null)
    const asked = async (how) => {
      this.element.hidden = true
      await this.context.secondStep.ask(how)
    }
    try {
      await account.login(values, onProgress, asked)
    } catch (failure) {
      if (NOT_HERE.has(failure.code)) this.#know(values)
      throw failure
    } finally {
      this.element.hidden = false
    }
  }

  showsBeside(failure) {
    // The form says it by then, and asks for the file. Keys that are there and do not open are another thing, and told besides.
    if (this.#known && failure.code === "no-keys") {
      this.ref("file").focus()
      return true
    }
    return refuseFile(this, "", failure)
  }

  #know(who) {
    this.#known = who
    this.ref("by-file").hidden = !who
  }
}
