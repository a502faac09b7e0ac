async () => {
  const base = document.querySelector("script[type=module]").src.replace(/\/(js|joined)\/.*/, "/js/crypto/")
  globalThis.cryptoUrl = base
  const worker = new Worker(base + "boot.js")
  const waiting = new Map()
  let calls = 0
  worker.onmessage = ({ data: { call, value, error } }) => {
    const { yes, no } = waiting.get(call)
    error ? no(Object.assign(new Error(error.message), error)) : yes(value)
  }
  globalThis.bench = (name, ...args) => new Promise((yes, no) => {
    waiting.set(++calls, { yes, no })
    worker.postMessage({ call: calls, name, args })
  })
}
