// The page on which an account begins anew.

import { startViews } from "../lib/view.js"
import { LanguageChoice } from "../views/language.js"
import { Peek } from "../views/peek.js"
import { Reset } from "../views/reset.js"
import { Strength } from "../views/strength.js"
import { Unable } from "../views/unable.js"

export const start = () =>
  startViews({ language: LanguageChoice, peek: Peek, reset: Reset, strength: Strength, unable: Unable }, {})
