// The page that an invitation leads to. Who is logged in here goes on to the chat; others first learn who invites them.

import { canEncrypt } from "../lib/environment.js"
import { readInvitation } from "../lib/invitation.js"
import { startViews } from "../lib/view.js"
import { Invited } from "../views/invited.js"
import { LanguageChoice } from "../views/language.js"
import { Unable } from "../views/unable.js"

export const start = async () => {
  const { hash } = location
  const invitation = readInvitation(hash)
  const { isLoggedIn } = await import("../session/account.js")
  if (invitation && canEncrypt() && await isLoggedIn()) return location.replace(`/chat${hash}`)
  startViews({ invited: Invited, language: LanguageChoice, unable: Unable }, { invitation, hash })
}
