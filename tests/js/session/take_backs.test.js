import assert from "node:assert/strict"
import { afterEach, beforeEach, test } from "node:test"
import { alice, bob } from "../actors.js"
import { group, Peer, start, storage, until, world } from "./world.js"

let relay, login, id, client

beforeEach(async () => {
  ({ relay, login } = await world())
  id = await group(relay, [alice, bob])
  client = await start()
  await client.openChat(id)
})

afterEach(() => client.quit())

const records = () => relay.rooms.get(id).records.map(({ record }) => record).filter(({ kind }) => kind === "message")
const asked = () => relay.heard.filter(([name]) => name === "erase").map(([, payload]) => payload)
const mine = () => client.timeline(id).filter(({ type, mine }) => type === "message" && mine)

async function sent(text) {
  await client.send(id, text)
  return until(() => mine().find((item) => item.text === text && item.seq !== null))
}

test("what we take back is erased once the deletion is in", async () => {
  const item = await sent("one")
  await client.remove(id, item.id)
  await until(() => asked().length)
  const [one, deletion] = records()
  assert.deepEqual(asked(), [{ delete: deletion.seq, id: item.id, room: id, seq: one.seq }])
  await until(() => records()[0].erased)
  assert.ok(mine()[0].deleted)
})

test("what the connection failed is asked for at the next one", async () => {
  const item = await sent("one")
  relay.onEvent = (name) => {
    if (name !== "erase") return undefined
    relay.cut()
    return "lose"
  }
  await client.remove(id, item.id)
  await until(() => asked().length)
  relay.onEvent = null
  relay.mend()
  await until(() => asked().length === 2)
})

test("a reload asks for what was not done, and not again for what was", async () => {
  const item = await sent("one")
  relay.onEvent = (name) => name === "erase" ? { ok: false, error: { code: "server-error" } } : undefined
  await client.remove(id, item.id)
  await until(() => asked().length)
  relay.onEvent = null
  await client.quit()
  client = await start()
  await client.openChat(id)
  await until(() => asked().length === 2)
  await until(() => storage.getSealed(login.localKey, "state", "erased"))
  await client.quit()
  client = await start()
  await client.openChat(id)
  await until(() => client.told("connection").length)
  assert.equal(asked().length, 2)
})

test("what others took back is not ours to erase", async () => {
  const peer = new Peer(relay, bob, id)
  const name = await peer.say("theirs")
  await peer.say("", await peer.takesBack(relay.rooms.get(id).ids.get(name).seq))
  await until(() => client.timeline(id).some(({ deleted }) => deleted))
  const item = await sent("one")
  await client.remove(id, item.id)
  await until(() => asked().length)
  assert.deepEqual(asked().map(({ id: erased }) => erased), [item.id])
})

test("a refusal that stays is not met again", async () => {
  const item = await sent("one")
  relay.onEvent = (name) => name === "erase" ? { ok: false, error: { code: "not-found" } } : undefined
  await client.remove(id, item.id)
  await until(() => asked().length)
  relay.cut()
  relay.mend()
  await until(() => client.told("connection").at(-1).state === "online")
  await sent("two")
  assert.equal(asked().length, 1)
})
