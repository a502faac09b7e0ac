import assert from "node:assert/strict"
import { test } from "node:test"
import * as contacts from "../../../static/js/session/contact.js"

const keys = (name) => ({ enc: `${name} enc`, sig: `${name} sig`, fingerprint: name, bundle: `${name} bundle` })
const [OLD, NEW, OTHER] = ["old", "new", "other"].map(keys)
const first = contacts.met([OLD], 10)
const names = (contact) => contact.keys.map(({ fingerprint }) => fingerprint)

/** What another browser reads of a contact in the account data. */
const read = (contact) => {
  const written = contacts.written(contact)
  return { ...written, fingerprint: [OLD, NEW, OTHER].find(({ enc }) => enc === written.enc).fingerprint }
}

test("renewed keys become the pin, and were neither compared nor decided on", () => {
  const contact = contacts.renewed(contacts.marked(first, true, 11), [NEW])
  assert.ok(contacts.isPin(contact, NEW))
  assert.ok(contacts.isEarlier(contact, OLD))
  assert.deepEqual([contact.verified, contacts.renewed(first, [NEW]).time], [false, 10])
})

test("other keys change nothing until somebody decides", () => {
  const contact = contacts.questioned(contacts.marked(first, true, 11), NEW, 12)
  assert.ok(contacts.isPin(contact, OLD))
  assert.ok(contacts.isUndecided(contact))
  assert.equal(contact.verified, true)
  const accepted = contacts.accepted(contact, NEW.bundle, 13)
  assert.deepEqual(names(accepted), ["old", "new"])
  assert.deepEqual([accepted.verified, accepted.changed], [false, null])
  const kept = contacts.kept(contact, 13)
  assert.ok(contacts.isPin(kept, OLD))
  assert.ok(!contacts.isUndecided(kept))
})

test("keys that were given up can be taken again, and were accepted once", () => {
  const accepted = contacts.accepted(contacts.questioned(first, NEW, 12), NEW.bundle, 13)
  assert.ok(contacts.isEarlier(accepted, OLD) && contacts.isLeft(accepted, OLD))
  assert.ok(contacts.isAccepted(accepted, "old"))
  const back = contacts.accepted(contacts.questioned(accepted, OLD, 14), OLD.bundle, 15)
  assert.ok(contacts.isPin(back, OLD) && !contacts.isLeft(back, OLD))
  assert.ok(contacts.isLeft(back, NEW))
})

test("whoever has decided is asked again only by a roster that names the others", () => {
  const kept = contacts.kept(contacts.questioned(first, NEW, 12), 13)
  assert.ok(!contacts.isUndecided(contacts.questioned(kept, NEW, 14)))
  const shown = contacts.questioned(kept, OTHER, 14)
  assert.ok(!contacts.isUndecided(shown))
  assert.equal(shown.changed.fingerprint, "other")
  assert.ok(contacts.isUndecided(contacts.questioned(kept, OTHER, 14, { isNamed: true })))
})

test("the account data brings pins and marks to a browser that knows nobody", () => {
  const contact = contacts.joined(undefined, read(contacts.marked(first, true, 11)))
  assert.ok(contacts.isPin(contact, OLD))
  assert.equal(contact.verified, true)
  assert.equal(contacts.pinOf(contact).bundle, null)
  assert.equal(contacts.pinOf(contacts.completed(contact, [OLD])).bundle, "old bundle")
})

test("of two marks the later one counts", () => {
  const here = contacts.marked(first, true, 11)
  assert.equal(contacts.joined(here, read(contacts.marked(first, false, 12))).verified, false)
  assert.equal(contacts.joined(here, read(first)).verified, true)
})

test("another browser's keys never become the pin here, whatever was decided there", () => {
  const there = contacts.marked(contacts.accepted(contacts.questioned(first, NEW, 12), NEW.bundle, 13), true, 14)
  for (const here of [first, contacts.marked(first, true, 11)]) {
    const contact = contacts.joined(here, read(there))
    assert.ok(contacts.isPin(contact, OLD))
    assert.equal(contact.verified, here.verified)
    // Where nothing explains them, they are a question.
    const asked = contacts.askedOfTold(contact)
    assert.ok(contacts.isUndecided(asked))
    assert.equal(asked.changed.fingerprint, "new")
    // Where the old keys vouch for them, they are none.
    assert.ok(!contacts.isUndecided(contacts.askedOfTold(contacts.renewed(contact, [NEW]))))
  }
})

test("a browser that is behind does not set one back that has seen a renewal", () => {
  const ahead = contacts.joined(contacts.renewed(first, [NEW]), read(contacts.marked(first, true, 11)))
  assert.ok(contacts.isPin(ahead, NEW))
  assert.ok(!contacts.isUndecided(contacts.askedOfTold(ahead)))
})

test("browsers come to write the same, in whichever order they read each other, and are silent then", () => {
  const states = [
    first, contacts.met([NEW], 10), contacts.met([NEW], 20), contacts.marked(first, true, 15),
    contacts.renewed(first, [NEW]),
    contacts.accepted(contacts.questioned(first, OTHER, 12), OTHER.bundle, 15),
    contacts.kept(contacts.questioned(first, NEW, 12), 16),
  ]
  for (const one of states) {
    for (const other of states) {
      const here = contacts.joined(one, read(other))
      const there = contacts.joined(other, read(here))
      const again = contacts.joined(here, read(there))
      assert.deepEqual(read(again), read(there))
      assert.deepEqual(read(contacts.joined(there, read(again))), read(again))
    }
  }
})
