// PBKDF2 gives the same for the same password, salt and rounds, which many vectors share: each is stretched once. Loaded before
// the scheme, by tests that are not about how long it takes.
const { subtle } = globalThis.crypto
const { importKey, deriveBits } = subtle
const hex = (bytes) => Buffer.from(bytes).toString("hex")

/** key → the password that it is. */
const passwords = new WeakMap()
const stretched = new Map()

subtle.importKey = async function remembering(format, bytes, algorithm, ...others) {
  const key = await importKey.call(subtle, format, bytes, algorithm, ...others)
  if (algorithm === "PBKDF2") passwords.set(key, hex(bytes))
  return key
}

subtle.deriveBits = async function once(algorithm, key, length) {
  if (algorithm.name !== "PBKDF2") return deriveBits.call(subtle, algorithm, key, length)
  const { hash, salt, iterations } = algorithm
  const name = JSON.stringify([passwords.get(key), hash, hex(salt), iterations, length])
  if (!stretched.has(name)) stretched.set(name, deriveBits.call(subtle, algorithm, key, length))
  return (await stretched.get(name)).slice(0)
}
