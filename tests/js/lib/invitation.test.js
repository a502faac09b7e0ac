import assert from "node:assert/strict"
import { test } from "node:test"
import { invitationHash, invitationLink, readInvitation } from "../../../static/js/lib/invitation.js"

const fingerprint = "A".repeat(42) + "E"

test("a link says who invites and with which keys, and is read again", () => {
  for (const username of ["alice", "a.b", "..a", "a_b-c.9"]) {
    const link = new URL(invitationLink("https://chat.example", { username, fingerprint }))
    assert.equal(link.pathname, "/invite")
    assert.equal(link.search, "")
    assert.deepEqual(readInvitation(link.hash), { username, fingerprint })
  }
})

test("nothing else is an invitation", () => {
  const good = invitationHash({ username: "alice", fingerprint })
  assert.ok(readInvitation(good))
  for (const hash of [
    "", "#", "#alice", `#alice${fingerprint}`, `#al.${fingerprint}`, `#Alice.${fingerprint}`, `#${"a".repeat(33)}.${fingerprint}`,
    `#alice.${fingerprint.slice(1)}`, `#alice.A${fingerprint}`, `#alice.${"A".repeat(43).slice(0, 42)}B`, `#alice.${"A".repeat(42)}=`,
    `#alice.${"A".repeat(41)}+E`, `${good} `, `${good}\n`, `${good}#`, `#%61lice.${fingerprint}`, `#<b>.${fingerprint}`, good.slice(1),
    "#room-room-room-room-22", `#alice.${"А".repeat(42)}E`,
  ]) assert.equal(readInvitation(hash), null, JSON.stringify(hash))
})
