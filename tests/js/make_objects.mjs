// Prints, as JSON, one of every object that the scheme makes, by the INSECURE actors of
// tests/vectors/keys.json, for the Python mirror to open. The format is that of tests/vectors/README.md:
// function, arguments and value in snake case, so that the runner of the vectors can run it.
//
//     node tests/js/make_objects.mjs
import { alice, apply, beginSession, bob, carol, makeRoom, mallory, PASSWORD, TIME, writeMessage } from "./actors.js"
import * as scheme from "../../static/js/crypto/scheme.js"

const vectors = []

function expect(name, call, given, value) {
  vectors.push({ name, function: call, arguments: given, expect: "ok", value })
}

function refuse(name, call, given, reason) {
  vectors.push({ name, function: call, arguments: given, expect: reason })
}

function snake({ senderSig, ...session }) {
  return { ...session, sender_sig: senderSig }
}

async function addBundle() {
  const { username, keys, enc, sig } = alice
  const text = await scheme.makeBundle({ username, keys, encPublic: enc.public, sigPublic: sig.public, time: TIME })
  const { hash } = await scheme.readBundle(text, username)
  const [enc_thumbprint, sig_thumbprint] = [alice.enc_thumbprint, alice.sig_thumbprint]
  expect("bundle", "read_bundle", { text, username }, { enc_thumbprint, hash, sig_thumbprint, time: TIME, username })
  refuse("bundle-of-another", "read_bundle", { text, username: "bob" }, "wrong-owner")
}

// Alice goes on with the keys that Carol has otherwise.
async function addRenewal() {
  const { username } = alice
  const next = { encPublic: carol.enc.public, sigPublic: carol.sig.public, username, time: TIME }
  const renewal = await scheme.makeRenewal({ keys: alice.keys, ...next })
  const texts = [alice.bundle, await scheme.makeBundle({ keys: carol.keys, ...next, renewal })]
  const row = await scheme.readRenewals({ texts, username })
  expect("renewal", "read_renewals", { texts, username }, row.map(({ hash }) => hash))
  refuse("renewal-of-others", "read_renewals", { texts: [bob.bundle, texts[1]], username: "bob" }, "wrong-owner")
  const others = { encPublic: mallory.enc.public, sigPublic: mallory.sig.public }
  const strange = await scheme.makeBundle({ keys: mallory.keys, username, time: TIME, ...others })
  refuse("renewal-by-others", "read_renewals", { texts: [strange, texts[1]], username }, "unknown-key")
}

// An account whose keys this very program made, as at registration.
async function addFreshBundle() {
  const { enc, sig } = await scheme.generateKeys()
  const keys = await scheme.importKeys({ enc: enc.private, sig: sig.private })
  const how = { username: "dave", keys, encPublic: enc.public, sigPublic: sig.public, time: TIME }
  const text = await scheme.makeBundle(how)
  expect("bundle-of-fresh-keys", "read_bundle", { text, username: "dave" }, {
    enc_thumbprint: keys.encThumbprint, sig_thumbprint: keys.sigThumbprint, username: "dave",
  })
  const privateJwks = { enc: enc.private, sig: sig.private }
  await addSealed("sealed-fresh-keys", privateJwks, keys, "dave", "Ångström ﬁ \u{1F980}")
}

async function addSealed(name, privateJwks, keys, username, password) {
  for (const purpose of ["password", "recovery"]) {
    const login = scheme.newSalt()
    const text = await scheme.sealKeys({ privateJwks, username, password, purpose, time: TIME, login })
    const [enc_thumbprint, sig_thumbprint] = [keys.encThumbprint, keys.sigThumbprint]
    const given = { text, username, password, purpose, enc_thumbprint, sig_thumbprint, login }
    expect(`${name}-${purpose}`, "open_keys", given, { enc_thumbprint, sig_thumbprint })
    refuse(`${name}-${purpose}-otherwise`, "open_keys", { ...given, password: "wrong" }, "bad-password")
    const other = { ...given, login: scheme.newSalt() }
    refuse(`${name}-${purpose}-of-another-login`, "open_keys", other, "wrong-salt")
  }
}

async function addSecret() {
  for (const password of ["correct horse", "Ångström ﬁ \u{1F980}", "x".repeat(300)]) {
    const salt = scheme.newSalt()
    const secret = await scheme.loginSecret(password, salt)
    expect(`secret-of-${password.length}-characters`, "login_secret", { password, salt }, secret)
  }
}

async function addRoster() {
  const room = scheme.newId()
  const known = { alice: [alice.bundle], bob: [bob.bundle], carol: [carol.bundle] }
  const steps = [
    [alice, { op: "create", kind: "group", settings: { log: true }, subject: alice.subject }],
    [alice, { op: "add", subject: bob.subject }],
    [bob, { op: "add", subject: carol.subject }],
    [alice, { op: "role", role: "owner", subject: carol.subject }],
    [carol, { op: "settings", settings: { log: false } }],
    [carol, { op: "remove", subject: bob.subject }],
    [alice, { op: "leave", subject: alice.subject }],
    [carol, { op: "rekey", subject: { username: "carol", enc: mallory.enc_thumbprint, sig: mallory.sig_thumbprint } }],
  ]
  const texts = []
  let roster = null
  for (const [actor, changes] of steps) {
    const entry = { by: actor.username, n: texts.length, prev: roster?.head ?? "", room, time: TIME, ...changes }
    texts.push(await scheme.makeEntry({ keys: actor.keys, entry }))
    ;({ roster } = await scheme.applyEntries({ room, roster, texts: texts.slice(-1), bundles: known }))
  }
  expect("roster", "apply_entries", { room, roster: null, texts, bundles: known }, roster)
}

async function addConversation() {
  const roster = await makeRoom(alice, [bob])
  const { room } = roster
  const { text: announced, session } = await beginSession(alice, roster)
  const given = { text: announced, room, sid: session.sid, sender: "alice", roster }
  expect("session", "read_session", { ...given, keys: "bob" }, snake(session))
  expect("session-to-herself", "read_session", { ...given, keys: "alice" }, snake(session))
  refuse("session-not-for-carol", "read_session", { ...given, keys: "carol" }, "no-key")

  const larger = await apply(roster, alice, { op: "add", subject: carol.subject })
  const next = await beginSession(bob, larger)
  expect("session-of-three", "read_session", {
    text: next.text, keys: "carol", room, sid: next.session.sid, sender: "bob", roster: larger,
  }, snake(next.session))

  const bodies = [
    ["text", { text: "hello" }], ["text", { text: "\u{1F980}".repeat(4096) }], ["text", { text: "zwei\nZeilen\t\"\\\u2028" }],
    ["title", { text: "Grüße" }], ["reaction", { emoji: "👍🏽", on: true, target: scheme.newId() }], ["poll", { deep: [{ list: [1, -2, null, true] }] }],
  ]
  for (const [idx, [kind, body]] of bodies.entries()) {
    const reply_to = idx % 2 ? scheme.newId() : null
    const log = idx % 3 ? { root: await scheme.firstHead(room), size: idx } : null
    const { text, id } = await writeMessage(alice, session, { idx: idx * 16, kind, body, replyTo: reply_to, log })
    const seen = { head: await scheme.firstHead(room), seq: 0 }
    const known = kind !== "poll"
    expect(`message-${idx}-${kind}`, "read_message", {
      text, session: snake(session), id, sender: "alice", room, roster_head: roster.head,
    }, { body, idx: idx * 16, kind, known, log, reply_to, seen, time: TIME })
    expect(`header-${idx}-${kind}`, "message_sid", { text }, { idx: idx * 16, sid: session.sid })
  }
  const { start, chain } = session
  for (const idx of [0, 1, 99]) {
    const key = Buffer.from(scheme.messageKey(session, idx)).toString("base64url")
    expect(`message-key-${idx}`, "message_key", { session: { chain, start }, idx }, key)
  }
  await addSignals(session, roster)
  await addChain(room, [announced, next.text])
}

async function addSignals(session, { room, head }) {
  for (const [n, kind] of [[0, "typing"], [TIME, "of-a-newer-version"]]) {
    const text = await scheme.makeSignal({ keys: alice.keys, session, n, kind, time: TIME })
    const given = { text, session: snake(session), sender: "alice", room, roster_head: head, last: null }
    expect(`signal-${n}`, "read_signal", given, { kind, n, sid: session.sid, time: TIME })
    expect(`signal-header-${n}`, "signal_sid", { text }, { n, sid: session.sid })
    refuse(`signal-${n}-again`, "read_signal", { ...given, last: n }, "replayed")
  }
  const { start, chain } = session
  const key = Buffer.from(scheme.signalKey(session)).toString("base64url")
  expect("signal-key", "signal_key", { session: { chain, start } }, key)
}

async function addChain(room, texts) {
  const head = await scheme.firstHead(room)
  expect("first-head", "first_head", { room }, head)
  const records = texts.map((data, place) => ({
    data, id: scheme.newId(), kind: "session", room, sender: "alice", seq: place + 1, time: TIME,
  }))
  const heads = await scheme.nextHeads({ room, head, records })
  expect("next-heads", "next_heads", { head, records }, heads)
  expect("record", "check_record", { record: records[1], room, seq: 1, head: heads[0], claimed: heads[1] }, heads[1])
}

async function addState() {
  const read = { [scheme.newId()]: 0, [scheme.newId()]: 9_007_199_254_740_991 }
  const { keys, enc, sig } = alice
  const contacts = { bob: { enc: bob.enc_thumbprint, sig: bob.sig_thumbprint, since: 1, time: TIME, verified: true } }
  const log = { root: bob.enc_thumbprint, size: 12 }
  const text = await scheme.makeState({
    keys, owner: "alice", read, rev: 7, time: TIME, encPublic: enc.public, contacts, log,
  })
  const given = { text, keys: "alice", sig_public: sig.public, owner: "alice", rev: 7 }
  expect("state", "read_state", given, { contacts, log, read, rev: 7, time: TIME })
  refuse("state-of-another-revision", "read_state", { ...given, rev: 8 }, "wrong-rev")
}

async function addKeyLog() {
  const entries = [alice, bob, carol].map(({ username, enc_thumbprint: bundle }) => ({ bundle, time: TIME, username }))
  let log = { size: 0, subtrees: [] }
  for (const [place, entry] of entries.entries()) {
    const longer = await scheme.extendLog({ log, entries: [entry] })
    expect(`key-log-${place}`, "extend_log", { log, entries: [entry] }, longer)
    log = { size: longer.size, subtrees: longer.subtrees }
  }
}

async function addSafetyNumber() {
  const given = { one: alice.subject, other: bob.subject }
  expect("safety-number", "safety_number", given, await scheme.safetyNumber(given))
  const { enc, sig } = bob.subject
  expect("fingerprint", "fingerprint", { enc, sig }, await scheme.fingerprint({ enc, sig }))
}

await addBundle()
await addRenewal()
await addFreshBundle()
await addSealed("sealed", alice.privateJwks, alice.keys, "alice", PASSWORD)
await addSecret()
await addRoster()
await addConversation()
await addState()
await addKeyLog()
await addSafetyNumber()
console.log(JSON.stringify({ about: "Objects that the browser's implementation made.", vectors }))
