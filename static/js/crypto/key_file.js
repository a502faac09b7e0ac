// The key file: an account's keys, and what proves it, in a file (PROTOCOL.md §5.4).
import { b64u } from "./bytes.js"
import { randomBytes } from "./primitives.js"
import { readSealed, writeSealed } from "./sealed.js"

const PURPOSE = "file"
const KEY_BYTES = 32
// What editors and mail put around a text.
const AROUND = new Set(" \t\r\n")

// Open sealed keys as `openKeys` does, and seal them into a file: {…, bundle, filePassword, time} → {text, key}: the
// text of the file, and the key in it. The private numbers stay in here. Throws ProtocolError as `openKeys` does.
export async function makeKeyFile({ bundle, filePassword, time, ...how }) {
  const { payload } = await readSealed(how)
  const key = b64u(randomBytes(KEY_BYTES))
  const wish = { privateJwks: payload, username: how.username, password: filePassword, purpose: PURPOSE, time }
  const text = await writeSealed(wish, { bundle, key })
  return { text: `${text}\n`, key }
}

// Open a key file of this account: {text, username, password} → {keys, bundle, key, text}, `bundle` being a text, `key` what
// `fileSecret` is made of, and `text` what `openKeys` and `resealKeys` take.
// Throws ProtocolError for every breach of PROTOCOL.md §5.4; `bad-password` where the password is not the file's.
export async function openKeyFile({ text: whole, username, password }) {
  const text = stripped(whole)
  const { keys, payload: { bundle, key } } = await readSealed({ text, username, password, purpose: PURPOSE })
  return { keys, bundle, key, text }
}

function stripped(text) {
  let [start, end] = [0, text.length]
  while (start < end && AROUND.has(text[start])) start++
  while (start < end && AROUND.has(text[end - 1])) end--
  return text.slice(start, end)
}
