import { CHUNK_BYTES, chunkCount, storedSize } from "../crypto/file.js"
import * as api from "../net/api.js"
import { crypto } from "./crypto.js"
import { persist } from "./persist.js"

/** Chunks that are read, encrypted and on their way at the same time: one waits for the server while the next one is encrypted. More are no faster. */
const AT_ONCE = 2

/**
 * Encrypt a file chunk by chunk while it goes to the server; after a lost connection it goes on where it was. What is in memory are a
 * few chunks, never the file.
 * @param file {id, key, size}
 * @param blob its bytes
 * @param progressed (bytes that are there by now)
 * @returns its hash
 */
export async function upload({ room, file, blob, signal, progressed }) {
  await persist(() => api.beginFile(room, file.id, storedSize(file.size), signal), signal)
  const count = chunkCount(file.size)
  const tags = new Array(count)
  let next = 0
  let done = 0
  const work = async () => {
    while (next < count) {
      const n = next++
      const data = blob.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES)
      const { stored, tag } = await crypto.makeChunk({ file, n, data })
      tags[n] = tag
      // The same bytes again: they may have arrived though the answer did not.
      await persist(() => api.putChunk(room, file.id, n, stored, signal), signal)
      done += data.size
      progressed(done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return crypto.fileHash({ tags })
}
