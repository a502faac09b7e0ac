// The login page.

import { startViews } from "../lib/view.js"
import { LanguageChoice } from "../views/language.js"
import { Login } from "../views/login.js"
import { Peek } from "../views/peek.js"
import { SecondStep } from "../views/second_step.js"
import { Unable } from "../views/unable.js"

const views = { "language": LanguageChoice, "login": Login, "peek": Peek, "second-step": SecondStep, "unable": Unable }

export const start = () => startViews(views, {})
