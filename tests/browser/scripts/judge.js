  // `run` of tests/js/runner.js with the worker's functions, each call through its door. `arg` has the
  // texts of files, so that nothing on the way is parsed but by the page.
  globalThis.judge ??= await (async () => {
    const { makeRunner, PARTS } = await import(cryptoUrl + "runner.js")
    const bytes = await import(cryptoUrl + "bytes.js")
    const scheme = new Proxy({}, { get: (_, name) => (...args) => bench(name, ...args) })
    const parts = Object.fromEntries(Object.entries(PARTS).map(([name, file]) => {
      return [name, (...args) => bench("boot.part", file, name, ...args)]
    }))
    const keys = {}
    for (const [name, { enc, sig }] of Object.entries(JSON.parse(arg.keys))) {
      keys[name] = await scheme.importKeys({ enc: enc.private, sig: sig.private })
    }
    return makeRunner({ scheme, parts, bytes, keys })
  })()
  const { vectors } = JSON.parse(arg.file)
  return JSON.stringify(await Promise.all(vectors.map((vector) => {
    return judge(vector).catch((error) => ({ expect: `${vector.name}: ${error.message}` }))
  })))
