// Loads the two libraries as the worker does: with a window first, then as globals.
import { createRequire } from "node:module"

const require = createRequire(new URL("../../static/package.json", import.meta.url))

globalThis.window = globalThis
globalThis.self = globalThis
globalThis.CryptoJS = require("crypto-js")
globalThis.JSEncrypt = require("jsencrypt")

// The reference that shares no code with ours.
export const jose = await import(require.resolve("jose"))
