async ({ username, bundle, privateJwks }) => {
  // What a login leaves in a browser, put there by the modules of the client.
  const base = document.querySelector("script[type=module]").src.replace(/\/(js|joined)\/.*/, "/js/")
  const [{ importKeys }, { localKey }, { newId }, storage] = await Promise.all([
    import(`${base}crypto/keys.js`), import(`${base}crypto/vault.js`), import(`${base}crypto/forms.js`),
    import(`${base}session/storage.js`),
  ])
  const [keys, local] = await Promise.all([importKeys(privateJwks), localKey()])
  await storage.putLogin({ username, store: "server", keys, bundle, localKey: local, visit: newId() })
}
