// The form that makes an account.

import { showErrors } from "../lib/forms.js"
import { newPasswordErrors } from "../lib/new_password.js"
import { readCode } from "../lib/registration_code.js"
import { isUsername, tidyUsername } from "../lib/usernames.js"
import { t } from "../lib/words.js"
import { Gate } from "./gate.js"
import { PhraseSteps } from "./phrase_steps.js"

export class Register extends Gate {
  #password = ""
  #steps
  // Resolves when it is known what applies here.
  #asked

  steps = {
    keys: "register-step-keys",
    seal: "register-step-seal",
    send: "register-step-send",
    store: "register-step-store",
  }

  start() {
    super.start()
    this.#steps = new PhraseSteps(document.querySelector(".phrase"), this.context, {
      save: async (phrase, onProgress) => {
        const account = await import("../session/account.js")
        await account.makePhrase({ phrase, password: this.#password }, onProgress)
      },
      saved: () => super.enter(),
      left: () => super.enter(),
    })
    this.#steps.start()
    const username = this.ref("username")
    username.addEventListener("change", () => username.value = tidyUsername(username.value))
    this.ref("code").value = readCode(location.hash)
    this.#asked = this.#ask()
  }

  /** What applies here is asked for: the page is the same on every server. Where there is no answer, whoever sends the form is told. */
  async #ask() {
    const { whoMayRegister } = await import("../session/registration.js")
    const who = await whoMayRegister().catch(() => "open")
    this.ref("code-field").hidden = who !== "invite"
    this.ref("closed").hidden = who !== "closed"
    this.ref("fields").hidden = who === "closed"
  }

  get #code() {
    return this.ref("code-field").hidden ? "" : this.ref("code").value.trim()
  }

  async read() {
    // Whether a code has to go with it.
    await this.#asked
    const username = tidyUsername(this.ref("username").value)
    const password = this.ref("password").value
    const [short, different] = newPasswordErrors(password, this.ref("repeat").value)
    const fine = showErrors([
      [this.ref("code"), this.ref("code-field").hidden || this.#code ? "" : t("code-missing")],
      [this.ref("username"), isUsername(username) ? "" : t("username-form")],
      [this.ref("password"), short],
      [this.ref("repeat"), different],
    ])
    return fine ? { username, password, store: this.ref("store").checked ? "server" : "browser", code: this.#code } : null
  }

  act(account, values, onProgress) {
    return account.register(values, onProgress)
  }

  /** The account is there. Before the chat: the words that open it when the password is forgotten. */
  async enter({ password }) {
    this.#password = password
    const title = document.getElementById("gate-title")
    title.textContent = t("phrase")
    this.element.hidden = true
    document.querySelector(".gate__other").hidden = true
    // Without the list of words there is no phrase to show now; the chat reminds of it.
    await this.#steps.begin().then(() => title.focus(), () => super.enter())
  }
}
