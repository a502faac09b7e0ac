// In every page, before anything else of it: notes when the first message came into the document; then waits, and measures on demand.
(() => {
  const watch = {}
  const now = () => performance.now()
  const pause = () => new Promise((yes) => setTimeout(yes, 100))
  const frame = () => new Promise((yes) => requestAnimationFrame(yes))
  const hasMessages = () => document.querySelector("[role=log] article") !== null

  const until = (isSo, node, options) => new Promise((yes) => {
    const observer = new MutationObserver(() => {
      if (!isSo()) return
      observer.disconnect()
      yes()
    })
    observer.observe(node, options)
  })

  // In the document; the next frame shows it.
  watch.shown = until(hasMessages, document, { childList: true, subtree: true }).then(frame).then(now)

  const base = () => document.querySelector("script[type=module]").src.replace(/\/(js|joined)\/.*/, "")
  const load = (name) => import(`${base()}/js/session/${name}.js`)

  // What of a chat this browser keeps for the next visit goes; keys, contacts and the key log stay.
  watch.forget = async () => {
    const storage = await load("storage")
    storage.enter(await storage.get("login", "current"))
    for (const store of ["blocks", "rooms", "sessions"]) await storage.removeAll(store, "")
  }

  // From one chat to another.
  watch.goes = async (room) => {
    const pane = document.querySelector("[data-view=room]")
    const isOpen = () => pane.dataset.state === "open" && location.hash === `#${room}` && hasMessages()
    const open = until(isOpen, pane, { childList: true, subtree: true, attributes: true })
    const begun = now()
    document.querySelector(`a[href='#${room}']`).click()
    await open
    await frame()
    return now() - begun
  }

  // Until a chat shows its beginning; somebody who looks all the time would keep the page busy.
  watch.beginning = async () => {
    while (document.querySelector("[data-ref=beginning]").hidden) await pause()
    return now()
  }

  // Until so many blocks of history rest in this browser.
  watch.kept = async (blocks) => {
    const storage = await load("storage")
    while (await storage.count("blocks") < blocks) await pause()
  }

  // Until a log has come to rest at its end. Gives how far it can be scrolled up.
  watch.atEnd = async (log) => {
    for (let place; place !== log.scrollTop || log.scrollTop + log.clientHeight < log.scrollHeight - 1;) {
      place = log.scrollTop
      await pause()
    }
    return log.scrollTop
  }

  // What each letter of these questions costs until its results are laid out: [{text, taken, said}].
  watch.types = async (questions) => {
    const field = document.querySelector("[data-view=search] [data-ref=text]")
    const keys = []
    for (const question of questions) {
      for (let length = 1; length <= question.length; length++) {
        const text = question.slice(0, length)
        const begun = now()
        field.value = text
        field.dispatchEvent(new InputEvent("input", { bubbles: true }))
        document.querySelector("#search-results").getBoundingClientRect()
        keys.push({ text, taken: now() - begun, said: document.querySelector("[data-view=search] [data-ref=count]").textContent })
        await frame()
      }
    }
    return keys
  }

  // Reads a history back as the page does, without the rests it takes, and makes it findable: {messages, taken, folding}.
  watch.readsBack = async (id, block) => {
    const names = ["storage", "room", "contacts", "directory", "key_log", "crypto", "search"]
    const [storage, { Room }, { Contacts }, { Directory }, { KeyLog }, { crypto }, { Search }] = await Promise.all(names.map(load))
    const login = await storage.get("login", "current")
    storage.enter(login)
    const own = await crypto.readBundle(login.bundle, login.username)
    const keyLog = new KeyLog(own)
    const contacts = new Contacts(own)
    await Promise.all([keyLog.recall(), contacts.recall()])
    const room = new Room(id, login, { directory: new Directory(own, keyLog, contacts), contacts, keyLog })
    const search = new Search({ loaded: [room], peek: () => room })
    let folding = 0
    const fold = () => {
      const begun = now()
      search.prepare(id)
      folding += now() - begun
    }
    const begun = now()
    await room.load()
    fold()
    while (room.hasOlder) {
      await room.older(block, { isOn: true })
      fold()
    }
    const taken = now() - begun
    contacts.close()
    return { messages: room.timeline.items.filter(({ type }) => type === "message").length, taken, folding }
  }

  globalThis.watch = watch
})()
