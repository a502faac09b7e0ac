// The login page.

import { startViews } from "../lib/view.js"
import { Login } from "../views/login.js"
import { Peek } from "../views/peek.js"
import { Unable } from "../views/unable.js"

export const start = () => startViews({ login: Login, peek: Peek, unable: Unable }, {})
