import assert from "node:assert/strict"
import { test } from "node:test"
import * as contacts from "../../../static/js/session/contact.js"

const keys = (name) => ({ enc: `${name} enc`, sig: `${name} sig`, fingerprint: name, bundle: `${name} bundle` })
const [OLD, NEW, OTHER] = ["old", "new", "other"].map(keys)
const first = contacts.met([OLD], 10)
const names = (contact) => contact.keys.map(({ fingerprint }) => fingerprint)
const shown = ({ keys: [...accepted], since, time, verified }) => {
  const { enc, sig, fingerprint } = accepted.at(-1)
  return { enc, sig, fingerprint, since, time, verified }
}

test("renewed keys become the pin, and were not compared", () => {
  const contact = contacts.renewed(contacts.marked(first, true, 11), [NEW], 12)
  assert.ok(contacts.isPin(contact, NEW))
  assert.ok(contacts.isEarlier(contact, OLD))
  assert.equal(contact.verified, false)
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

test("the same keys shown again do not undo a decision; others are a new question", () => {
  const kept = contacts.kept(contacts.questioned(first, NEW, 12), 13)
  assert.ok(!contacts.isUndecided(contacts.questioned(kept, NEW, 14)))
  assert.ok(contacts.isUndecided(contacts.questioned(kept, OTHER, 14)))
})

test("the account data brings pins and marks to a browser that knows nobody", () => {
  const contact = contacts.joined(undefined, shown(contacts.marked(first, true, 11)))
  assert.ok(contacts.isPin(contact, OLD))
  assert.equal(contact.verified, true)
  assert.equal(contacts.pinOf(contact).bundle, null)
  assert.equal(contacts.pinOf(contacts.completed(contact, [OLD])).bundle, "old bundle")
})

test("of two marks the later one counts", () => {
  const here = contacts.marked(first, true, 11)
  assert.equal(contacts.joined(here, shown(contacts.marked(first, false, 12))).verified, false)
  assert.equal(contacts.joined(here, shown(first)).verified, true)
})

test("what was decided in another browser counts here", () => {
  const there = contacts.accepted(contacts.questioned(first, NEW, 12), NEW.bundle, 13)
  const here = contacts.questioned(first, NEW, 12)
  const contact = contacts.joined(here, shown(there))
  assert.deepEqual(names(contact), ["old", "new"])
  assert.equal(contact.changed, null)
  // And the browser that decided hears nothing of it.
  assert.equal(contacts.joined(there, shown(here)), there)
})

test("of two first meetings with different keys the later one is questioned, in both browsers", () => {
  const [one, other] = [contacts.met([OLD], 10), contacts.met([NEW], 20)]
  for (const contact of [contacts.joined(one, shown(other)), contacts.joined(other, shown(one))]) {
    assert.ok(contacts.isPin(contact, OLD))
    assert.ok(contacts.isUndecided(contact))
    assert.equal(contact.changed.fingerprint, "new")
  }
})

test("browsers come to the same in whichever order they read each other", () => {
  const states = [
    first, contacts.met([NEW], 10), contacts.met([NEW], 20), contacts.marked(first, true, 15),
    contacts.renewed(first, [NEW], 16),
    contacts.accepted(contacts.questioned(first, OTHER, 12), OTHER.bundle, 15),
  ]
  for (const one of states) {
    for (const other of states) {
      const [here, there] = [contacts.joined(one, shown(other)), contacts.joined(other, shown(one))]
      assert.deepEqual(shown(contacts.joined(here, shown(there))), shown(contacts.joined(there, shown(here))))
      assert.deepEqual(shown(here), shown(there))
    }
  }
})
