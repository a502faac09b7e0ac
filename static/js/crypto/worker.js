// The worker in which all cryptography runs, so that the page stays responsive.
//
// A classic worker, because neither library loads as a module. The page posts {call, name, args},
// `name` being a function of scheme.js, and gets {call, value} or {call, error: {reason, message}}:
// the reason is a code of PROTOCOL.md §15, or null where the fault is ours; then the message is only
// the name of the error, since its text might quote what must stay here.

// Without a `window` JSEncrypt seeds its generator from Math.random.
self.window = self

const policy = self.trustedTypes?.createPolicy("securechat", {
  createScriptURL(url) {
    if (new URL(url).origin !== self.location.origin) throw new TypeError("script of another origin")
    return url
  },
})

const libraries = ["../../lib/crypto-js.js", "../../lib/jsencrypt.min.js"]
  .map((path) => new URL(path, self.location.href).href)
self.importScripts(...libraries.map((url) => policy?.createScriptURL(url) ?? url))

// Calls that come before the module is there wait in its promise.
const scheme = import("./scheme.js")

self.addEventListener("message", async ({ data: { call, name, args } }) => {
  try {
    const value = await run(name, args)
    self.postMessage({ call, value }, buffersOf(value))
  } catch (error) {
    self.postMessage({ call, error: describe(error) })
  }
})

async function run(name, args) {
  const functions = await scheme
  if (!Object.hasOwn(functions, name)) throw new ReferenceError(name)
  return functions[name](...args)
}

// Chunks of files are handed over: copying a file would take longer than encrypting it.
function buffersOf(value) {
  const chunk = value?.stored ?? value?.data
  return chunk instanceof Uint8Array ? [chunk.buffer] : []
}

// `entry` is the place of a refused roster entry.
function describe({ name, reason = null, message, entry }) {
  return reason ? { reason, message, entry } : { reason, message: name }
}
