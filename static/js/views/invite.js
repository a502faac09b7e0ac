// The dialog with the link that invites somebody, as text and as a QR code.

import { invitationLink } from "../lib/invitation.js"
import { drawQr } from "../lib/qr.js"
import { t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

export class Invite extends Dialog {
  start() {
    this.ref("copy").addEventListener("click", () => this.#copy())
    this.ref("share").hidden = !navigator.share
    this.ref("share").addEventListener("click", () => this.#share())
    this.ref("link").addEventListener("focus", () => this.ref("link").select())
  }

  prepare() {
    const { store } = this.context.client
    this.ref("link").value = this.#link
    this.ref("status").textContent = ""
    this.ref("offline").hidden = store !== "browser"
    this.#draw()
  }

  get #link() {
    const { client } = this.context
    const { username, fingerprint } = client.person(client.username)
    return invitationLink(location.origin, { username, fingerprint })
  }

  async #draw() {
    const { path, size } = await drawQr(this.#link)
    this.ref("qr").setAttribute("viewBox", `0 0 ${size} ${size}`)
    this.ref("qr-path").setAttribute("d", path)
  }

  async #copy() {
    const copied = await navigator.clipboard.writeText(this.#link).then(() => true, () => false)
    if (!copied) this.ref("link").select()
    this.ref("status").textContent = t(copied ? "invite.copied" : "invite.not-copied")
  }

  // Whoever closes the system's dialog has decided, and needs no word of it.
  #share() {
    navigator.share({ url: this.#link }).catch(() => {})
  }
}
