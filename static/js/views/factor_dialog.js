// The dialog that changes the second factor, for who knows the password: sets an app up, makes
// passkeys and other one-time codes, takes them off.

import { appUri, shownCode, shownKey, tidyCode } from "../lib/code.js"
import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { drawQr } from "../lib/qr.js"
import { clone } from "../lib/template.js"
import { failureSentence, sentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

const PARTS = ["begin", "app", "kept"]

// Whichever of the two finds it out: the browser, or the server.
const NOT_THE_PASSWORD = new Set(["bad-password", "bad-credentials"])

export class FactorDialog extends Dialog {
  #purpose = ""
  #passkey = null
  #app = null
  #codes = []

  start() {
    this.element.addEventListener("input", ({ target }) => target.matches(".field__input") && showError(target, ""))
    this.#submits("begin", () => this.#begin())
    this.#submits("app", () => this.#finish())
    this.ref("copy-key").addEventListener("click", () => this.#copy(this.#app.secret))
    this.ref("copy-codes").addEventListener("click", () => this.#copy(this.#codes.map(shownCode).join("\n")))
    this.element.addEventListener("close", () => this.#forget())
  }

  /**
   * @param {"set-up"|"passkey"|"codes"|"remove"|"off"} purpose
   * @param passkey the id of the one to remove
   */
  openFor(purpose, passkey = null) {
    this.#purpose = purpose
    this.#passkey = passkey
    this.open()
    this.ref(purpose === "passkey" ? "passkey-name" : "factor-password").focus()
  }

  prepare() {
    const isTaking = this.#purpose === "off" || this.#purpose === "remove"
    this.ref("title").textContent = t(`factor-${this.#purpose}`)
    this.ref("what").textContent = t(`factor-${this.#purpose}.text`)
    this.ref("begin-submit").textContent = t(`factor-${this.#purpose}.submit`)
    this.ref("begin-submit").classList.toggle("button--danger", isTaking)
    this.ref("begin-submit").classList.toggle("button--primary", !isTaking)
    this.ref("naming").hidden = this.#purpose !== "passkey"
    this.#turn("begin")
  }

  async #begin() {
    const [input, named] = [this.ref("factor-password"), this.ref("passkey-name")]
    const name = named.value.trim()
    const fine = showErrors([
      [named, name || this.#purpose !== "passkey" ? "" : t("passkey-name-missing")], [input, input.value ? "" : t("password-missing")],
    ])
    if (!fine) return
    try {
      await this.#work(input.value, name)
    } catch (failure) {
      if (!NOT_THE_PASSWORD.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
      showErrors([[input, sentence("wrong-old-password")]])
    }
  }

  async #work(password, name) {
    const { factor } = this.context.client
    switch (this.#purpose) {
      case "set-up": return this.#showApp(await factor.begin(password))
      case "passkey": return this.#showCodes(await factor.addPasskey(password, name))
      case "codes": return this.#showCodes(await factor.renewCodes(password))
      case "remove": await factor.removePasskey(password, this.#passkey)
        break
      case "off": await factor.turnOff(password)
    }
    this.close()
  }

  async #showApp(app) {
    const { path, size } = await drawQr(appUri(app.secret, this.context.client.username, location.host))
    // It was closed meanwhile.
    if (!this.element.open) return
    this.#app = app
    this.ref("qr").setAttribute("viewBox", `0 0 ${size} ${size}`)
    this.ref("qr-path").setAttribute("d", path)
    this.ref("key").textContent = shownKey(app.secret)
    this.#turn("app")
    this.ref("factor-code").focus()
  }

  async #finish() {
    const input = this.ref("factor-code")
    const code = tidyCode(input.value)
    if (!showErrors([[input, code ? "" : t("factor-code-missing")]])) return
    try {
      this.#showCodes(await this.#app.finish(code))
    } catch (failure) {
      if (failure.code !== "bad-factor" && failure.code !== "bad-request") return showAlert(this.ref("alert"), failureSentence(failure))
      showErrors([[input, sentence("bad-factor")]])
    }
  }

  #showCodes(codes) {
    if (!this.element.open) return
    // There are some already.
    if (!codes.length) return this.close()
    this.#codes = codes
    this.ref("title").textContent = t("factor-one-time")
    this.ref("codes").replaceChildren(...codes.map((code) => {
      const element = clone("factor-code")
      element.textContent = shownCode(code)
      return element
    }))
    this.#turn("kept")
    this.ref("codes").focus()
  }

  async #copy(text) {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false)
    this.ref("status").textContent = t(done ? "factor-copied" : "factor-not-copied")
  }

  #turn(part) {
    showAlert(this.ref("alert"), "")
    this.ref("status").textContent = ""
    for (const name of PARTS) this.ref(name).hidden = name !== part
  }

  /** Neither password, key nor codes stay in the page. */
  #forget() {
    this.#app = null
    this.#codes = []
    this.ref("codes").replaceChildren()
    this.ref("key").textContent = ""
    this.ref("qr-path").removeAttribute("d")
    for (const name of ["begin", "app"]) this.ref(name).reset()
  }

  #submits(name, work) {
    this.ref(name).addEventListener("submit", (event) => {
      event.preventDefault()
      showAlert(this.ref("alert"), "")
      once(this.ref(`${name}-submit`), work)
    })
  }
}
