// The form by which an account begins anew, with a code from the operator.

import { showErrors } from "../lib/forms.js"
import { newPasswordErrors } from "../lib/new_password.js"
import { isCode, readCode } from "../lib/registration_code.js"
import { tidyUsername } from "../lib/usernames.js"
import { t } from "../lib/words.js"
import { Gate } from "./gate.js"

export class Reset extends Gate {
  steps = {
    keys: "register-step-keys",
    seal: "register-step-seal",
    send: "reset-step-send",
    store: "login-step-store",
  }

  start() {
    super.start()
    this.ref("code").value = readCode(location.hash)
  }

  read() {
    const username = tidyUsername(this.ref("username").value)
    const code = this.ref("code").value.trim()
    const password = this.ref("password").value
    const [short, different] = newPasswordErrors(password, this.ref("repeat").value)
    const fine = showErrors([
      [this.ref("username"), username ? "" : t("username-missing")],
      [this.ref("code"), isCode(code) ? "" : t("reset-code-form")],
      [this.ref("password"), short],
      [this.ref("repeat"), different],
      [this.ref("know"), this.ref("know").checked ? "" : t("reset-know-missing")],
    ])
    return fine ? { username, password, code } : null
  }

  act(account, values, onProgress) {
    return account.reset(values, onProgress)
  }
}
