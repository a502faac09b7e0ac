// The form that makes an account.

import { showErrors } from "../lib/forms.js"
import { pointLength } from "../lib/text.js"
import { isUsername, tidyUsername } from "../lib/usernames.js"
import { words } from "../lib/words.js"
import { Gate } from "./gate.js"

// Length is what resists guessing; rules of composition only make people write "Password1!".
const MIN_PASSWORD = 12

export class Register extends Gate {
  steps = words.registerSteps

  start() {
    super.start()
    const username = this.ref("username")
    username.addEventListener("change", () => username.value = tidyUsername(username.value))
  }

  read() {
    const username = tidyUsername(this.ref("username").value)
    const password = this.ref("password").value
    const length = pointLength(password.normalize("NFKC"))
    const long = length >= MIN_PASSWORD
    const same = this.ref("repeat").value === password
    const fine = showErrors([
      [this.ref("username"), isUsername(username) ? "" : words.usernameForm],
      [this.ref("password"), long ? "" : words.passwordShort(MIN_PASSWORD - length)],
      [this.ref("repeat"), same ? "" : words.passwordsDiffer],
    ])
    return fine ? { username, password, store: this.ref("store").checked ? "server" : "browser" } : null
  }

  act(account, values, onProgress) {
    return account.register(values, onProgress)
  }
}
