// In the worker: what vectors call besides the scheme, as bench("boot.part", file, name, ...args).
self.boot.part = async (file, name, ...args) => {
  const part = (await import(`./${file}`))[name]
  return part(...args)
}
