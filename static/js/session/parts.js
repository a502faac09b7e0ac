import { chunkCount } from "../crypto/file.js"
import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import { persist } from "./persist.js"

/** Chunks that are fetched and decrypted ahead of whoever takes them. */
const AHEAD = 2

/**
 * The parts of a file, decrypted and in order; behind the last one it is known that they are the file that the message names, so what was
 * taken before is of no use where this throws. After a lost connection it goes on.
 * @param file as a message names it
 */
export async function* parts({ room, file, signal }) {
  const count = chunkCount(file.size)
  const coming = []
  const tags = []
  let next = 0
  const open = async (n) => {
    const stored = await persist(() => api.chunk(room, file.id, n, signal), signal).catch(said)
    return crypto.readChunk({ file, n, stored })
  }
  const order = () => {
    const part = open(next++)
    // Whoever takes it hears of it; nobody may, where an earlier one was refused.
    part.catch(() => {})
    coming.push(part)
  }
  while (next < count || coming.length) {
    while (next < count && coming.length < AHEAD) order()
    const { data, tag } = await coming.shift()
    tags.push(tag)
    yield data
  }
  await crypto.checkFile({ file, tags })
}

/** What is not there may be a chat, a page, anything: here it is a file. */
function said(error) {
  throw error.code === "not-found" ? new Failure("file-gone") : error
}
