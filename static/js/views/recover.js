// The form that sets a new password by the recovery phrase or a key file.

import { showErrors } from "../lib/forms.js"
import { newPasswordErrors } from "../lib/new_password.js"
import { tidyUsername } from "../lib/usernames.js"
import { t } from "../lib/words.js"
import { Gate } from "./gate.js"
import { WayBack } from "./way_back.js"

export class Recover extends Gate {
  #way = new WayBack(this)

  steps = {
    prove: "recover-step-prove",
    seal: "recover-step-seal",
    send: "recover-step-send",
    store: "login-step-store",
  }

  start() {
    super.start()
    this.#way.start()
  }

  async read() {
    const username = tidyUsername(this.ref("username").value)
    const password = this.ref("password").value
    const [short, different] = newPasswordErrors(password, this.ref("repeat").value)
    const { errors, by } = await this.#way.read()
    const fine = showErrors([
      [this.ref("username"), username ? "" : t("username-missing")],
      ...errors,
      [this.ref("password"), short],
      [this.ref("repeat"), different],
    ])
    return fine ? { username, password, ...by } : null
  }

  act(account, values, onProgress) {
    return account.recover(values, onProgress)
  }

  showsBeside(failure) {
    return this.#way.refuse(failure)
  }
}
