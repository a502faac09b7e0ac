// Who invites, before there is an account or a login.

import { drawAvatar } from "../lib/avatar.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class Invited extends View {
  start() {
    const { invitation, hash } = this.context
    this.ref("good").hidden = !invitation
    this.ref("broken").hidden = Boolean(invitation)
    if (!invitation) return
    const { username, fingerprint } = invitation
    drawAvatar(this.ref("avatar"), username, { fingerprint })
    this.ref("who").textContent = t("invite-page.who", { name: username })
    for (const name of ["register", "login"]) this.ref(name).href += hash
  }
}
