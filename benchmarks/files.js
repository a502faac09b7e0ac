// In a chat page: sends the file that was chosen, or saves the newest one; resolves when the page says that it is done.
async ({ what, name }) => {
  const until = (find) => new Promise((resolve) => {
    const look = () => {
      const found = find()
      if (!found) return
      observer.disconnect()
      resolve(found)
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, attributes: true })
    look()
  })
  const newest = () => [...document.querySelectorAll('[role="log"] article')].at(-1)
  if (what === "chosen") await until(() => document.querySelector('[data-view="tray"] li'))
  if (what === "send") {
    const before = newest()
    document.querySelector('[data-view="composer"]').requestSubmit()
    const { status } = (await until(() => newest() !== before && ["sent", "failed"].includes(newest().dataset.status) && newest())).dataset
    if (status === "failed") throw new Error("it was not sent")
  }
  if (what === "shown") await until(() => newest()?.textContent.includes(name))
  if (what === "save") {
    const button = newest().querySelector('[data-action="save-file"]')
    button.click()
    await until(() => !button.hasAttribute("aria-disabled"))
  }
}
