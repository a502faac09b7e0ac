// The page on which an account is made.

import { startViews } from "../lib/view.js"
import { LanguageChoice } from "../views/language.js"
import { Peek } from "../views/peek.js"
import { Register } from "../views/register.js"
import { Strength } from "../views/strength.js"
import { Unable } from "../views/unable.js"

export const start = () =>
  startViews({ language: LanguageChoice, peek: Peek, register: Register, strength: Strength, unable: Unable }, {})
