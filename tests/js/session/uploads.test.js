// The moment between the last byte of a file and the message that carries it.
import { alice, bob, group, until, world } from "./world.js"
import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"

const { Uploads } = await import("../../../static/js/session/uploads.js")

let room, log, finish

beforeEach(async () => {
  const { relay } = await world()
  room = await group(relay, [alice, bob], { kind: "direct" })
  log = []
})

/** Send a file; resolves with its uploads once all bytes are there and the message is being put into the outbox. */
async function brought() {
  const uploads = new Uploads({
    username: "alice",
    finished: () => new Promise((resolve, reject) => finish = { resolve, reject }).then(() => log.push("sent")),
    drop: async () => log.push("dropped"),
  })
  finish = null
  await uploads.add(room, [{ blob: new Blob(["x".repeat(100)]), name: "a", type: "text/plain" }])
  await until(() => finish)
  return uploads
}

test("a message that is on its way is not cancelled any more: its file stays", async () => {
  const uploads = await brought()
  const [{ key }] = uploads.of(room)
  uploads.cancel(key)
  finish.resolve()
  await until(() => !uploads.has(key))
  await until(() => log.length)
  assert.deepEqual(log, ["sent"])
})

test("one that could not be put on its way can be cancelled", async () => {
  const uploads = await brought()
  const [{ key }] = uploads.of(room)
  finish.reject(new Error("full"))
  await until(() => uploads.of(room)[0].status === "failed")
  uploads.cancel(key)
  assert.deepEqual([uploads.has(key), log], [false, ["dropped"]])
})
