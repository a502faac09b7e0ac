"use strict"
self.drawn = []
self.invented = 0
const real = Crypto.prototype.getRandomValues
Crypto.prototype.getRandomValues = function (array) {
  self.drawn.push(array.byteLength)
  return real.call(this, array)
}
const random = Math.random
Math.random = () => { self.invented++; return random() }
%(before)s
self.addEventListener("message", async (event) => {
  const { call, name, args } = event.data
  if (!name.startsWith("boot.")) return
  event.stopImmediatePropagation()
  try {
    self.postMessage({ call, value: await self.boot[name.slice(5)](...args) })
  } catch (error) {
    self.postMessage({ call, error: { reason: error.reason ?? null, message: String(error) } })
  }
})
self.boot = { watched: () => ({ drawn: self.drawn, invented: self.invented }) }
%(extra)s
importScripts("worker.js")
