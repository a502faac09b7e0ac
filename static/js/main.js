// Start the page that the document says it is.

const pages = {
  chat: () => import("./pages/chat.js"),
  login: () => import("./pages/login.js"),
  register: () => import("./pages/register.js"),
}

const page = await pages[document.body.dataset.page]?.()
await page?.start()
