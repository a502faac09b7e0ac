// The dialog that asks whether an invitation is taken: nothing happens, and nobody hears of it, by opening a link alone.

import { drawAvatar } from "../lib/avatar.js"
import { once, showAlert } from "../lib/forms.js"
import { failureSentence, t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

export class Invitation extends Dialog {
  #invitation = null

  start() {
    this.ref("start").addEventListener("click", () => once(this.ref("start"), () => this.#take()))
  }

  /** Ask about an invitation, {username, fingerprint}. */
  openFor(invitation) {
    this.#invitation = invitation
    // A reload does not ask again.
    history.replaceState(null, "", location.pathname)
    this.open()
  }

  prepare() {
    const { username, fingerprint } = this.#invitation
    drawAvatar(this.ref("avatar"), username, { fingerprint })
    this.ref("title").textContent = t("invitation", { name: username })
    this.ref("text").textContent = t("invitation.text", { name: username })
    this.ref("start").hidden = false
  }

  async #take() {
    showAlert(this.ref("alert"), "")
    try {
      const room = await this.context.client.acceptInvitation(this.#invitation)
      this.close()
      this.context.place.choose(room)
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
      // Trying again does not make other keys the right ones.
      this.ref("start").hidden = failure.code === "wrong-invitation"
    }
  }
}
