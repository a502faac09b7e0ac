import { Failure } from "./failure.js"
import { porter } from "./porter.js"

/**
 * The server's HTTP interface (PROTOCOL 13), one function a request.
 * Rejects with Failure: the server's code, or "offline" when there was no answer.
 */

/** How long an answer may take, in milliseconds, before the server counts as out of reach. */
const PATIENCE = 30_000

/** A chunk of a file is a thousand times as long as other requests. */
const LARGE = { patience: 180_000, by: porter }

const BYTES = "application/octet-stream"

async function ask(method, path, { body, type, signal, patience = PATIENCE, by = globalThis } = {}) {
  const options = { method, credentials: "same-origin", redirect: "error", cache: "no-store", headers: {} }
  options.signal = AbortSignal.any([AbortSignal.timeout(patience), signal ?? []].flat())
  if (body !== undefined) {
    options.headers["Content-Type"] = type
    options.body = body
  }
  const answer = await by.fetch(path, options).catch(() => null)
  signal?.throwIfAborted()
  if (!answer) throw new Failure("offline")
  if (answer.ok) return answer
  const content = await answer.json().catch(() => null)
  const { code, ...details } = content?.error ?? {}
  if (!code && answer.status === 429) throw new Failure("too-often", { retry_after: secondsOf(answer) })
  throw new Failure(code ?? "server-error", details)
}

/** A proxy in front of the server has limits of its own, and says so in its own way. */
const secondsOf = (answer) => Number(answer.headers?.get("Retry-After")) || undefined

async function request(method, path, body, options) {
  const json = body === undefined ? {} : { body: JSON.stringify(body), type: "application/json" }
  const answer = await ask(method, path, { ...json, ...options })
  if (answer.status === 204) return null
  const content = await answer.json().catch(() => null)
  // The connection broke in the middle of the answer.
  if (content === null) throw new Failure("offline")
  return content
}

const at = (room) => `/api/rooms/${encodeURIComponent(room)}`

export const registration = () => request("GET", "/api/registration")
export const register = (account) => request("POST", "/api/register", account)
export const loginSalt = (username) => request("POST", "/api/login/salt", { username })
export const login = (username, secret) => request("POST", "/api/login", { username, secret })
export const loginCode = (code) => request("POST", "/api/login/code", { code })
export const askForPasskey = () => request("POST", "/api/login/passkey/challenge", {})
export const loginPasskey = (answer) => request("POST", "/api/login/passkey", answer)
export const askAnybody = () => request("POST", "/api/passkey/challenge", {})
export const loginByPasskey = (answer) => request("POST", "/api/passkey", answer)
export const beginPasskey = (wish) => request("POST", "/api/account/passkeys/challenge", wish)
export const addPasskey = (wish) => request("POST", "/api/account/passkeys", wish)
export const removePasskey = (wish) => request("POST", "/api/account/passkeys/remove", wish)
export const factor = () => request("GET", "/api/account/factor")
export const beginTotp = (wish) => request("POST", "/api/account/factor/totp", wish)
export const setTotp = (wish) => request("PUT", "/api/account/factor/totp", wish)
export const renewCodes = (wish) => request("PUT", "/api/account/factor/codes", wish)
export const factorOff = (wish) => request("POST", "/api/account/factor/off", wish)
export const logout = () => request("POST", "/api/logout", {})
export const changePassword = (wish) => request("POST", "/api/account/password", wish)
export const renewKeys = (wish) => request("POST", "/api/keys", wish)
export const deleteAccount = (wish) => request("POST", "/api/account/delete", wish)
export const makePhrase = (wish) => request("PUT", "/api/account/recovery", wish)
export const moveKeys = (wish) => request("PUT", "/api/account/store", wish)
export const sealedForPhrase = () => request("GET", "/api/account/recovery")
export const makeKeyFile = (wish) => request("PUT", "/api/account/file", wish)
/** @param by "phrase" or "file" */
export const recoverySalt = (username, by = "phrase") => request("POST", "/api/recovery/salt", { by, username })
export const recoveryKeys = (username, secret, by = "phrase") => request("POST", "/api/recovery/keys", { by, username, secret })
export const recover = (wish) => request("POST", "/api/recovery", wish)
export const reset = (wish) => request("POST", "/api/reset", wish)
export const chooseLanguage = (language) => request("PUT", "/api/language", { language })
export const logins = () => request("GET", "/api/logins")
export const endLogin = (id) => request("DELETE", `/api/logins/${encodeURIComponent(id)}`)
export const endOtherLogins = () => request("DELETE", "/api/logins")
export const me = () => request("GET", "/api/me")
export const bundle = (username) =>
  request("GET", `/api/users/${encodeURIComponent(username)}/bundle`)

export const keyLogCheckpoint = () => request("GET", "/api/keylog/checkpoint")
export const keyLogConsistency = (first, second) =>
  request("GET", `/api/keylog/consistency?${new URLSearchParams({ first, second })}`)
export const keyLogInclusion = (hash, size) =>
  request("GET", `/api/keylog/inclusion?${new URLSearchParams({ bundle: hash, size })}`)
export const keyLogEntries = (start, end) => request("GET", `/api/keylog/entries?${new URLSearchParams({ start, end })}`)

export const readState = () => request("GET", "/api/state")
export const writeState = (state) => request("PUT", "/api/state", state)

export const rooms = () => request("GET", "/api/rooms")
export const createRoom = (room, entries) => request("POST", "/api/rooms", { room, entries })
export const room = (id) => request("GET", at(id))
export const appendRoster = (id, entries) => request("POST", `${at(id)}/roster`, { entries })
export const farewell = (id, said) => request("POST", `${at(id)}/farewell`, said)
export const records = (id, range) => request("GET", `${at(id)}/records?${new URLSearchParams(range)}`)
export const sessions = (id, sids) => request("GET", `${at(id)}/sessions?ids=${sids.join(",")}`)
export const logUrl = (id) => `${at(id)}/log`

const fileAt = (room, id) => `${at(room)}/files/${encodeURIComponent(id)}`

export const beginFile = (room, id, size, signal) => request("POST", `${at(room)}/files`, { id, size }, { signal })
export const copyFile = (from, id, room) => request("POST", `${fileAt(from, id)}/copies`, { room })
export const dropFile = (room, id) => request("DELETE", fileAt(room, id))

export async function putChunk(room, id, n, stored, signal) {
  await ask("PUT", `${fileAt(room, id)}/chunks/${n}`, { body: stored, type: BYTES, signal, ...LARGE })
}

export async function chunk(room, id, n, signal) {
  const answer = await ask("GET", `${fileAt(room, id)}/chunks/${n}`, { signal, ...LARGE })
  return new Uint8Array(await answer.arrayBuffer())
}
