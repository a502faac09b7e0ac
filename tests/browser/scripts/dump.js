async () => {
  const found = []
  const encoder = new TextEncoder()
  const add = (place, bytes) => found.push({ place, bytes: Array.from(bytes) })
  const walk = (place, value) => {
    if (typeof value === "string") add(place, encoder.encode(value))
    else if (typeof value === "number") add(place, encoder.encode(String(value)))
    else if (value instanceof ArrayBuffer) add(place, new Uint8Array(value))
    else if (ArrayBuffer.isView(value)) {
      add(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    }
    else if (value instanceof CryptoKey) {
      if (value.extractable && value.type !== "public") throw new Error(`extractable: ${place}`)
    }
    else if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) {
        walk(place, key)
        walk(`${place}.${key}`, inner)
      }
    }
  }
  walk("localStorage", { ...localStorage })
  walk("sessionStorage", { ...sessionStorage })
  walk("address", location.href)
  walk("history", history.state)
  walk("window", name)
  // Browsers write it to their history of pages.
  walk("page title", document.title)
  if (document.cookie) walk("cookies", document.cookie)
  for (const { name, version } of await indexedDB.databases()) {
    const db = await new Promise((yes, no) => {
      const request = indexedDB.open(name, version)
      request.onsuccess = () => yes(request.result)
      request.onerror = () => no(request.error)
    })
    for (const store of db.objectStoreNames) {
      const objects = db.transaction(store).objectStore(store)
      const all = (method) => new Promise((yes, no) => {
        const request = objects[method]()
        request.onsuccess = () => yes(request.result)
        request.onerror = () => no(request.error)
      })
      const keys = await all("getAllKeys")
      const values = await all("getAll")
      values.forEach((value, at) => walk(`IndexedDB ${store} ${keys[at]}`, { key: keys[at], value }))
    }
    db.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      walk(`cache ${request.url}`, await (await cache.match(request)).arrayBuffer())
    }
  }
  return found
}
