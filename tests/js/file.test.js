import "./setup.js"
import assert from "node:assert/strict"
import { test } from "node:test"
import { refusal } from "./actors.js"
import { CHUNK_BYTES } from "../../static/js/crypto/file.js"
import { checkFile, chunkCount, fileHash, makeChunk, newFile, readChunk, storedSize } from "../../static/js/crypto/scheme.js"

const bytes = new Uint8Array(2 * CHUNK_BYTES + 5).map((_, place) => place * 7 + (place >> 9))

async function made(data, file = newFile({ size: data.length })) {
  const chunks = []
  for (let n = 0; n < chunkCount(data.length); n++) {
    chunks.push(await makeChunk({ file, n, data: data.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES) }))
  }
  return { file: { ...file, hash: await fileHash({ tags: chunks.map(({ tag }) => tag) }) }, chunks }
}

async function read(file, chunks) {
  const parts = []
  for (const [n, { stored }] of chunks.entries()) parts.push(await readChunk({ file, n, stored }))
  await checkFile({ file, tags: parts.map(({ tag }) => tag) })
  return Buffer.concat(parts.map(({ data }) => data))
}

test("a file comes back, and takes what it was said to take", async () => {
  for (const size of [0, 1, 20_000, CHUNK_BYTES, bytes.length]) {
    const data = bytes.subarray(0, size)
    const { file, chunks } = await made(data)
    assert.deepEqual(await read(file, chunks), Buffer.from(data))
    assert.equal(chunks.reduce((sum, { stored }) => sum + stored.length, 0), storedSize(size))
  }
})

test("a Blob is as good as bytes", async () => {
  const file = newFile({ size: 5 })
  const { stored } = await makeChunk({ file, n: 0, data: new Blob(["hello"]) })
  const { data } = await readChunk({ file, n: 0, stored })
  assert.equal(Buffer.from(data).toString(), "hello")
})

test("chunks cannot be exchanged, left out or taken from another file", async () => {
  const { file, chunks } = await made(bytes)
  const { chunks: others } = await made(bytes)
  const [first, second, last] = chunks
  await assert.rejects(read(file, [second, first, last]), refusal("bad-tag"))
  await assert.rejects(read(file, others), refusal("bad-tag"))
  await assert.rejects(read(file, [first, second]), refusal("wrong-hash"))
  await assert.rejects(read(file, [first, second, second]), refusal("bad-shape"))
})

test("who knows the key can make chunks, and not ones of this hash", async () => {
  const { file } = await made(bytes)
  const { chunks } = await made(new Uint8Array(bytes.length), file)
  await assert.rejects(read(file, chunks), refusal("wrong-hash"))
})

test("every chunk has an iv of its own", async () => {
  const { chunks } = await made(new Uint8Array(2 * CHUNK_BYTES))
  const [one, other] = chunks.map(({ stored }) => Buffer.from(stored.subarray(0, 16)))
  assert.notDeepEqual(one, other)
})

test("data of another length is a fault of ours", async () => {
  await assert.rejects(makeChunk({ file: newFile({ size: 5 }), n: 0, data: new Uint8Array(4) }), TypeError)
  await assert.rejects(makeChunk({ file: newFile({ size: 5 }), n: 1, data: new Uint8Array() }), RangeError)
})
