// The form that opens an account in this browser.

import { showAlert, showErrors } from "../lib/forms.js"
import { tidyUsername } from "../lib/usernames.js"
import { sentence, words } from "../lib/words.js"
import { Gate } from "./gate.js"

export class Login extends Gate {
  steps = words.loginSteps

  start() {
    super.start()
    // Whoever was sent here comes with the reason behind the #.
    const code = location.hash.slice(1)
    if (!code) return
    showAlert(this.ref("ended"), sentence(code))
    history.replaceState(null, "", location.pathname)
  }

  read() {
    const username = tidyUsername(this.ref("username").value)
    const password = this.ref("password").value
    const fine = showErrors([
      [this.ref("username"), username ? "" : words.usernameMissing],
      [this.ref("password"), password ? "" : words.passwordMissing],
    ])
    return fine ? { username, password } : null
  }

  act(account, values, onProgress) {
    return account.login(values, onProgress)
  }
}
