import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"
import { test } from "node:test"
import { ProtocolError, REASONS } from "../../static/js/crypto/errors.js"

test("the reasons are the closed list of PROTOCOL.md", async () => {
  const page = await readFile(new URL("../../docs/PROTOCOL.md", import.meta.url), "utf8")
  const section = page.split(/^## /m).find((text) => text.startsWith("15. "))
  const list = section.slice(section.indexOf("`too-large`")).split("### ")[0]
  const listed = [...list.matchAll(/`([a-z0-9-]+)`/g)].map(([, reason]) => reason)
  assert.deepEqual([...REASONS].sort(), listed.sort())
})

test("a reason outside the list is a fault of ours", () => {
  assert.throws(() => new ProtocolError("nonsense"), TypeError)
  assert.throws(() => new ProtocolError("toString"), TypeError)
  assert.equal(new ProtocolError("bad-tag").reason, "bad-tag")
})
