// Start the page that the document says it is, in the language that it says.

import { loadWords } from "./lib/words.js"
import { startCrypto } from "./session/crypto.js"

const { page, module } = document.body.dataset
// It takes a moment to start, and the chat shows nothing without it.
if (page === "chat") startCrypto()

const [{ start }] = await Promise.all([import(module), loadWords(document.documentElement)])
await start()
