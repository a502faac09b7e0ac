async () => {
  // What this browser keeps, opened with its own key: pins, rosters, positions, sessions.
  const wait = (request) => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result)
    request.onerror = () => no(request.error)
  })
  if (!(await indexedDB.databases()).some(({ name }) => name === "securechat")) return null
  const db = await wait(indexedDB.open("securechat"))
  try {
    const names = [...db.objectStoreNames]
    if (!names.includes("login")) return null
    const all = {}
    const read = async (name) => {
      const store = db.transaction(name).objectStore(name)
      const [keys, values] = await Promise.all([wait(store.getAllKeys()), wait(store.getAll())])
      return keys.map((key, place) => [key, values[place]])
    }
    for (const name of names) all[name] = await read(name)
    const login = Object.fromEntries(all.login).current
    const open = async (bytes) => {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(0, 12) }, login.localKey, bytes.subarray(12))
      return JSON.parse(new TextDecoder().decode(plain))
    }
    const opened = async (entries) => Object.fromEntries(await Promise.all(entries.map(async ([key, value]) => {
      return [key, value instanceof Uint8Array ? await open(value) : value]
    })))
    const rooms = Object.entries(await opened(all.rooms))
    const sessions = Object.entries(await opened(all.sessions))
    return {
      login: login ? { [login.username]: login.keys.sigThumbprint } : {},
      pins: Object.fromEntries(all.contacts.map(([name, { keys, verified }]) => {
        return [name, { keys: keys.map(({ enc, sig }) => [enc, sig]), verified }]
      })),
      rosters: Object.fromEntries(rooms.map(([room, { roster }]) => [room, roster])),
      positions: Object.fromEntries(rooms.map(([room, { seq, head }]) => [room, { seq, head }])),
      sessions: Object.fromEntries(sessions.map(([sid, { met }]) => [sid, met])),
    }
  } finally {
    db.close()
  }
}
