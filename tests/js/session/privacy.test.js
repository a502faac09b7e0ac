import assert from "node:assert/strict"
import { test } from "node:test"
import { storage, until, world } from "./world.js"

const { Privacy } = await import("../../../static/js/session/privacy.js")

test("of what two tabs decide the later one rests, whichever writes last", async () => {
  const { login } = await world()
  const [one, other] = [new Privacy(login), new Privacy(login)]
  one.decide({ read: false })
  const { time } = one.value()
  const kept = async () => await storage.getSealed(login.localKey, "state", "privacy")
  await until(async () => (await kept())?.time === time)
  // Another browser's decision that is older arrives in a tab that knows of none.
  other.join({ typing: false, delivered: true, read: true, presence: true, time: time - 1 })
  await until(() => other.value().time === time)
  assert.deepEqual(other.settings, { typing: true, delivered: true, read: false, presence: true })
  other.decide({ presence: false })
  const later = await until(async () => {
    const there = await kept()
    return !there.presence && there
  })
  assert.deepEqual([later.read, later.presence], [false, false])
})
