// The dialog that moves the keys: from the server into this browser only, or back; it says first what that means.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { showProgress } from "../lib/progress.js"
import { failureSentence, sentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

const STEPS = { open: "phrase-step-open", send: "key-store-step-send" }

// Whichever of the two finds it out: the browser, or the server.
const NOT_THE_PASSWORD = new Set(["bad-password", "bad-credentials"])

export class KeyStoreDialog extends Dialog {
  start() {
    const { client, dialogs } = this.context
    this.ref("username").defaultValue = client.username
    this.element.addEventListener("input", ({ target }) => showError(target, ""))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("submit"), () => this.#move())
    })
    this.ref("file").addEventListener("click", () => {
      this.close()
      dialogs.get("key-file").open()
    })
    // Another tab may move them while this stands open.
    client.addEventListener("store", () => this.close())
    this.element.addEventListener("close", () => this.element.querySelector("form").reset())
  }

  prepare() {
    const { store, fileTime } = this.context.client
    const isLeaving = store === "server"
    this.ref("title").textContent = t(`key-store-leave-${store}`)
    this.ref("submit").textContent = t(`key-store-leave-${store}`)
    this.ref("to-browser").hidden = !isLeaving
    this.ref("to-server").hidden = isLeaving
    this.ref("no-file").hidden = !isLeaving || fileTime !== null
  }

  async #move() {
    const { client } = this.context
    const input = this.ref("key-store-password")
    showAlert(this.ref("alert"), "")
    if (!showErrors([[input, input.value ? "" : t("password-missing")]])) return
    const wish = { store: client.store === "server" ? "browser" : "server", password: input.value }
    try {
      await client.moveKeys(wish, (step) => showProgress(this, STEPS, step))
    } catch (failure) {
      if (!NOT_THE_PASSWORD.has(failure.code)) return showAlert(this.ref("alert"), failureSentence(failure))
      showErrors([[input, sentence("wrong-old-password")]])
    } finally {
      showProgress(this, STEPS, null)
    }
  }
}
