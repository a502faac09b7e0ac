// Opens a room as the chat page does, from its newest page back to its beginning, and gives how long that took, in milliseconds.
async (id) => {
  const base = document.querySelector("script[type=module]").src.replace(/\/(js|joined)\/.*/, "")
  const load = (name) => import(`${base}/js/${name}.js`)
  const [storage, { Room }, { Contacts }, { Directory }, { KeyLog }, { crypto }] = await Promise.all(
    ["storage", "room", "contacts", "directory", "key_log", "crypto"].map((name) => load(`session/${name}`)),
  )
  const login = await storage.get("login", "current")
  storage.enter(login)
  const own = await crypto.readBundle(login.bundle, login.username)
  const keyLog = new KeyLog(own)
  const contacts = new Contacts(own)
  const directory = new Directory(own, keyLog, contacts)
  await Promise.all([keyLog.recall(), contacts.recall()])
  const room = new Room(id, login, { directory, contacts, keyLog })
  const begin = performance.now()
  await room.load()
  const newest = performance.now()
  while (room.hasOlder) await room.older()
  const end = performance.now()
  contacts.close()
  const { items } = room.timeline
  return {
    base, newest: newest - begin, all: end - begin,
    messages: items.filter(({ type }) => type === "message").length,
    problems: items.filter(({ type }) => type === "problem").map(({ reason }) => reason),
  }
}
