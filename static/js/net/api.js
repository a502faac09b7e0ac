import { Failure } from "./failure.js"

/**
 * The server's HTTP interface (PROTOCOL 13), one function a request.
 * Rejects with Failure: the server's code, or "offline" when there was no answer.
 */

/** How long an answer may take, in milliseconds, before the server counts as out of reach. */
const PATIENCE = 30_000

async function request(method, path, body) {
  const options = { method, credentials: "same-origin", redirect: "error", cache: "no-store", headers: {} }
  options.signal = AbortSignal.timeout(PATIENCE)
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json"
    options.body = JSON.stringify(body)
  }
  let answer
  try {
    answer = await fetch(path, options)
  } catch {
    throw new Failure("offline")
  }
  if (answer.status === 204) return null
  const content = await answer.json().catch(() => null)
  if (answer.ok && content !== null) return content
  // The connection broke in the middle of the answer.
  if (answer.ok) throw new Failure("offline")
  const { code, ...details } = content?.error ?? {}
  throw new Failure(code ?? "server-error", details)
}

const at = (room) => `/api/rooms/${encodeURIComponent(room)}`

export const register = (account) => request("POST", "/api/register", account)
export const loginSalt = (username) => request("POST", "/api/login/salt", { username })
export const login = (username, secret) => request("POST", "/api/login", { username, secret })
export const logout = () => request("POST", "/api/logout", {})
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
export const records = (id, range) => request("GET", `${at(id)}/records?${new URLSearchParams(range)}`)
export const sessions = (id, sids) => request("GET", `${at(id)}/sessions?ids=${sids.join(",")}`)
export const logUrl = (id) => `${at(id)}/log`
