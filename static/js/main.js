// Start the page that the document says it is, in the language that it says.

import { loadWords } from "./lib/words.js"
import { startCrypto } from "./session/crypto.js"

const pages = {
  chat: () => {
    startCrypto()
    return import("./pages/chat.js")
  },
  invite: () => import("./pages/invite.js"),
  login: () => import("./pages/login.js"),
  recover: () => import("./pages/recover.js"),
  register: () => import("./pages/register.js"),
}

const [page] = await Promise.all([pages[document.body.dataset.page]?.(), loadWords(document.documentElement)])
await page?.start()
