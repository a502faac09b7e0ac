// Where the libraries are that the server mixes into its tree: idb as it is, and of Socket.IO a plug into the relay.
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

const require = createRequire(new URL("../../../static/package.json", import.meta.url))

const PLACES = {
  "../../lib/idb.js": pathToFileURL(require.resolve("idb")).href.replace(/index\.cjs$/, "index.js"),
  "../../lib/socket.io.esm.min.js": new URL("plug.js", import.meta.url).href,
}

export function resolve(specifier, context, next) {
  if (PLACES[specifier]) return { url: PLACES[specifier], shortCircuit: true }
  return next(specifier, context)
}
