// What people send besides texts: it goes up in pieces and comes down whole, or not at all.
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { porters } from "./browser.js"
import { alice, bob, group, Peer, scheme, start, storage, until, world } from "./world.js"

const NAME = "Plan of the house.pdf"
const MIB = 1024 * 1024
const bytes = new Uint8Array(3 * MIB + 5).map((_, place) => place * 7 + (place >> 9))

let relay, room, client

beforeEach(async () => {
  ({ relay } = await world())
  room = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(room)
})

const items = () => client.timeline(room)
const source = (data = bytes) => ({ blob: new Blob([data]), name: NAME, type: "application/pdf" })
const sent = () => until(() => items().find(({ kind, seq }) => kind === "file" && seq))

async function upload(data) {
  await client.sendFiles(room, [source(data)], { text: "Here it is" })
  return sent()
}

/** Address a blob by what it holds. */
async function contentOf(file) {
  const url = await client.openFile(room, file)
  const { resolveObjectURL } = await import("node:buffer")
  return resolveObjectURL(url)
}

test("a file goes up, and its message leaves when all of it is there", async () => {
  await client.sendFiles(room, [source()], { text: "Here it is" })
  const [waiting] = items().filter(({ kind }) => kind === "file")
  assert.equal(waiting.status, "uploading")
  assert.equal(relay.sent("message").length, 0)
  const { files: [file], text } = await sent()
  assert.equal(text, "Here it is")
  assert.deepEqual([file.name, file.type, file.size], [NAME, "application/pdf", bytes.length])
  assert.equal(items().filter(({ kind }) => kind === "file").length, 1)
  const { chunks } = relay.files.kept.get(file.id)
  const parts = await Promise.all([...chunks].map(([n, stored]) => scheme.readChunk({ file, n, stored })))
  await scheme.checkFile({ file, tags: [...chunks.keys()].sort().map((n) => parts[[...chunks.keys()].indexOf(n)].tag) })
  await client.quit()
})

test("on its way into the chat it is there at every moment, once, and as the same", async () => {
  const seen = []
  client.addEventListener("timeline", () => seen.push(items().filter(({ kind }) => kind === "file").map(({ key }) => key).join()))
  await client.sendFiles(room, [source()])
  await sent()
  const keys = new Set(seen)
  assert.equal(keys.size, 1, [...keys].join(" | "))
  assert.match([...keys][0], /^[\w-]{22}$/u)
  await client.quit()
})

test("nothing of its name, type or bytes leaves the browser", async () => {
  const { files: [file] } = await upload(new TextEncoder().encode("a very secret plan"))
  const left = relay.files.bytes.toString("latin1") + JSON.stringify([relay.asked, relay.heard])
  assert.ok(left.includes(file.id), "the premise")
  for (const secret of [NAME, "application/pdf", "secret plan", file.key, file.hash]) assert.ok(!left.includes(secret), secret)
  await client.quit()
})

test("a cut in the middle: it goes on where it was", async () => {
  let isDown = true
  let cuts = 0
  relay.files.onChunk = (method, id, n) => {
    if (n !== 2 || !isDown) return
    cuts++
    setTimeout(() => isDown = false, 20)
    throw new TypeError("fetch failed")
  }
  await upload()
  assert.ok(cuts > 0)
  const places = relay.files.brought.map(([, n]) => n)
  assert.deepEqual(places.sort(), [0, 1, 2, 3])
  await client.quit()
})

test("what carries the chunks is replaced every few of them, and its memory goes with it", async () => {
  const before = { ...porters }
  await upload(new Uint8Array(9 * MIB))
  assert.ok(porters.begun - before.begun >= 1, "the premise")
  assert.ok(porters.ended > before.ended)
  assert.ok(porters.begun - porters.ended <= 1)
  await client.quit()
})

test("several go one after the other, in one message, and in order", async () => {
  await client.sendFiles(room, [source(bytes.subarray(0, 5)), source(bytes.subarray(0, 9))])
  const { files } = await sent()
  assert.deepEqual(files.map(({ size }) => size), [5, 9])
  await client.quit()
})

test("cancelled, nothing of it stays", async () => {
  relay.files.onChunk = () => {
    throw new TypeError("fetch failed")
  }
  await client.sendFiles(room, [source()])
  await until(() => relay.files.kept.size)
  const [{ id }] = items().filter(({ kind }) => kind === "file")
  await client.discard(room, id)
  assert.deepEqual(items().filter(({ kind }) => kind === "file"), [])
  await until(() => !relay.files.kept.size)
  assert.equal(relay.sent("message").length, 0)
  await client.quit()
})

test("what the server does not take says why, and can be tried again", async () => {
  await client.sendFiles(room, [source(new Uint8Array(10_000_001))])
  const failed = await until(() => items().find(({ status }) => status === "failed"))
  assert.equal(failed.reason, "too-large")
  await client.retry(room, failed.id)
  assert.equal(items().find(({ kind }) => kind === "file").status, "uploading")
  await until(() => items().some(({ status }) => status === "failed"))
  await client.quit()
})

test("a file that came too soon waits by itself for a moment, and for longer says until when", async () => {
  relay.files.refused = { code: "too-often", retry_after: 1 }
  await client.sendFiles(room, [source()])
  await until(() => relay.asked.some((asked) => asked.endsWith("/files")))
  assert.equal(items().find(({ kind }) => kind === "file").status, "uploading")
  relay.files.refused = { code: "too-often", retry_after: 3600 }
  const failed = await until(() => items().find(({ status }) => status === "failed"))
  assert.equal(failed.reason, "too-often")
  assert.ok(failed.until > Date.now() + 3_500_000)
  relay.files.refused = null
  await client.retry(room, failed.id)
  await sent()
  await client.quit()
})

/** A file that Bob has sent, with what the server has of it. */
async function fromBob(data, changes = {}) {
  const made = await scheme.newFile({ size: data.length })
  const chunks = new Map()
  const tags = []
  for (let n = 0; n < scheme.chunkCount(data.length); n++) {
    const { stored, tag } = await scheme.makeChunk({ file: made, n, data: data.slice(n * MIB, (n + 1) * MIB) })
    chunks.set(n, stored)
    tags.push(tag)
  }
  const file = { ...made, name: "cat.png", type: "image/png", hash: await scheme.fileHash({ tags }), ...changes }
  relay.files.kept.set(file.id, { size: 0, chunks })
  await new Peer(relay, bob, room).say("", { kind: "file", body: { files: [file], text: "" } })
  return (await until(() => items().find(({ kind }) => kind === "file"))).files[0]
}

test("a file comes down as it was sent, and as nothing that could run", async () => {
  const blob = await contentOf(await fromBob(bytes))
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), bytes)
  assert.equal(blob.type, "image/png")
  for (const type of ["image/svg+xml", "text/html", "application/pdf", "application/xhtml+xml"]) {
    const { files: [file] } = await client.timeline(room).at(-1)
    const renamed = { ...file, id: file.id, type }
    client.leaveFiles(null)
    assert.equal((await contentOf(renamed)).type, "application/octet-stream", type)
  }
  await client.quit()
})

const LIES = {
  "another chunk of the file": [(n, chunks) => chunks.get(1 - n), "bad-tag"],
  "a chunk cut short": [(n, chunks) => chunks.get(n).subarray(0, 100), "bad-shape"],
  "one bit changed": [(n, chunks) => chunks.get(n).map((byte, place) => place === 99 ? byte ^ 1 : byte), "bad-tag"],
}

for (const [lie, [made, reason]] of Object.entries(LIES)) {
  test(`a server that gives ${lie} gives nothing`, async () => {
    const file = await fromBob(bytes.slice(0, 2 * MIB))
    const { chunks } = relay.files.kept.get(file.id)
    relay.files.onChunk = (method, id, n) => made(n, chunks)
    await assert.rejects(client.openFile(room, file), { code: reason })
    relay.files.onChunk = null
    assert.equal((await contentOf(file)).size, file.size)
    await client.quit()
  })
}

test("a file that the server has no more is said to be gone, and its name ends as it looks", async () => {
  const file = await fromBob(bytes.slice(0, 9), { name: "invoice\u202efdp.exe" })
  assert.equal(file.name, "invoicefdp.exe")
  relay.files.kept.delete(file.id)
  await assert.rejects(client.openFile(room, file), { code: "file-gone" })
  await client.quit()
})

test("a member who knows the key cannot exchange what another has sent", async () => {
  const file = await fromBob(bytes.slice(0, 9))
  const { stored } = await scheme.makeChunk({ file, n: 0, data: new Uint8Array(9) })
  relay.files.onChunk = () => stored
  await assert.rejects(client.openFile(room, file), { code: "wrong-hash" })
  await client.quit()
})

test("taken back, it is taken off the server", async () => {
  const { id, files: [file] } = await upload(bytes.subarray(0, 5))
  assert.ok(relay.files.kept.has(file.id), "the premise")
  await client.remove(room, id)
  await until(() => !relay.files.kept.has(file.id))
  await client.quit()
})

test("the server lets go of it in the end, though the connection was lost, and the page loaded anew", async () => {
  const { id, files: [file] } = await upload(bytes.subarray(0, 5))
  let asked = 0
  relay.files.onDrop = () => {
    asked++
    throw new TypeError("fetch failed")
  }
  await client.remove(room, id)
  await until(() => asked === 1)
  await client.quit()
  // Marks of what was received are kept by their rooms, and may have come by then.
  const kept = JSON.stringify((await storage.entries("state")).filter(([key]) => key.startsWith("drop ")))
  assert.ok(kept.includes(file.id) && !kept.includes(room), "which room it is of rests sealed")
  client = await start()
  await until(() => asked === 2)
  assert.ok(relay.files.kept.has(file.id), "the premise")
  relay.files.onDrop = null
  relay.cut()
  relay.mend()
  await until(() => !relay.files.kept.has(file.id))
  await until(async () => !(await storage.keys("state")).some((key) => key.startsWith("drop ")))
  await client.quit()
})

test("what the server has let go of already is not asked for again", async () => {
  const { id, files: [file] } = await upload(bytes.subarray(0, 5))
  relay.files.kept.delete(file.id)
  await client.remove(room, id)
  await until(async () => !(await storage.keys("state")).some((key) => key.startsWith("drop ")))
  await client.quit()
})

test("forwarded, it goes on with its key, without going up again", async () => {
  const other = await group(relay, [alice, bob])
  await client.openChat(other)
  const { id } = await upload(bytes.subarray(0, 5))
  const before = relay.files.brought.length
  await client.forward(room, [id], [other])
  const item = await until(() => client.timeline(other).find(({ kind, seq }) => kind === "file" && seq))
  assert.ok(item.forwarded)
  assert.equal(item.files[0].name, NAME)
  assert.equal(relay.files.brought.length, before)
  await client.quit()
})
