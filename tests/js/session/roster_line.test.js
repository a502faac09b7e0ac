import assert from "node:assert/strict"
import { test } from "node:test"
import "../english.js"
import { rosterLine } from "../../../static/js/session/roster_line.js"

const before = { log: true, expire: 60 }
const line = (settings) => rosterLine({ by: "alice", op: "settings", settings }, before)

test("of the settings the one that changed is said", () => {
  assert.match(line({ log: false, expire: 60 }), /^alice turned the log off/)
  assert.equal(line({ log: true, expire: 86_400 }), "alice set messages to disappear after 1 day")
  assert.equal(line({ log: true }), "alice turned disappearing messages off")
  assert.match(line({ log: false }), /^alice turned the log off.*, alice turned disappearing messages off$/)
})
