// The page on which a password is set anew by the recovery phrase.

import { startViews } from "../lib/view.js"
import { LanguageChoice } from "../views/language.js"
import { Peek } from "../views/peek.js"
import { Recover } from "../views/recover.js"
import { Strength } from "../views/strength.js"
import { Unable } from "../views/unable.js"

export const start = () =>
  startViews({ language: LanguageChoice, peek: Peek, recover: Recover, strength: Strength, unable: Unable }, {})
