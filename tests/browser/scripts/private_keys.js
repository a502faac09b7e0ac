async () => {
  const db = await new Promise((yes) => {
    const request = indexedDB.open("securechat")
    request.onsuccess = () => yes(request.result)
  })
  const login = await new Promise((yes) => {
    const request = db.transaction("login").objectStore("login").get("current")
    request.onsuccess = () => yes(request.result)
  })
  db.close()
  const found = [login.keys.enc, login.keys.sig, login.localKey]
  const exported = await Promise.all(found.map(async (key) => {
    for (const format of ["jwk", "pkcs8", "raw"]) {
      try { await crypto.subtle.exportKey(format, key); return true } catch {}
    }
    return false
  }))
  return found.map((key, at) => ({
    algorithm: key.algorithm.name, bits: key.algorithm.modulusLength ?? key.algorithm.length,
    extractable: key.extractable, exported: exported[at],
  }))
}
