// Alice, Bob, Carol and Mallory with the keys of tests/vectors/keys.json, which are INSECURE: anyone
// can derive them. Alice and Bob talk, Mallory lies, Carol is not a member.
import "./setup.js"
import { readFile } from "node:fs/promises"
import * as scheme from "../../static/js/crypto/scheme.js"

const file = new URL("../vectors/keys.json", import.meta.url)

export const TIME = 1_700_000_000_000
export const PASSWORD = "INSECURE horse battery staple"

export const actors = {}
for (const [name, kept] of Object.entries(JSON.parse(await readFile(file, "utf8")))) {
  const privateJwks = { enc: kept.enc.private, sig: kept.sig.private }
  actors[name] = {
    ...kept,
    privateJwks,
    keys: await scheme.importKeys(privateJwks),
    subject: { username: name, enc: kept.enc_thumbprint, sig: kept.sig_thumbprint },
  }
}
export const { alice, bob, carol, mallory } = actors

export const bundles = Object.fromEntries(Object.values(actors).map((actor) => [actor.username, [actor.bundle]]))

// Make one entry behind a roster; `changes` may break any of it.
export function makeEntry(roster, actor, changes) {
  const entry = {
    by: actor.username,
    n: roster === null ? 0 : roster.n + 1,
    prev: roster === null ? "" : roster.head,
    room: roster?.room ?? changes.room,
    time: TIME,
    ...changes,
  }
  return scheme.makeEntry({ keys: actor.keys, entry })
}

// Apply one entry of an actor to a roster and give the roster behind it.
export async function apply(roster, actor, changes, known = bundles) {
  const text = await makeEntry(roster, actor, changes)
  const room = roster?.room ?? changes.room
  const applied = await scheme.applyEntries({ room, roster, texts: [text], bundles: known })
  return applied.roster
}

// Make a room with its maker as owner and others added by them.
export async function makeRoom(maker, others = [], { kind = "group", log = true } = {}) {
  const room = scheme.newId()
  let roster = await apply(null, maker, {
    op: "create", kind, room, settings: { log }, subject: maker.subject,
  })
  for (const other of others) {
    roster = await apply(roster, maker, { op: "add", subject: other.subject })
  }
  return roster
}

// Begin a session of a sender in a room: {text, session}.
export function beginSession(sender, roster, sid = scheme.newId()) {
  return scheme.makeSession({
    keys: sender.keys,
    room: roster.room,
    roster,
    bundles,
    sender: sender.username,
    bundle: sender.bundle,
    sid,
    time: TIME,
  })
}

// Write a text message in a session: {text, id}.
export async function writeMessage(sender, session, changes = {}) {
  const { id = scheme.newId(), ...others } = changes
  const seen = { head: await scheme.firstHead(session.room), seq: 0 }
  const text = await scheme.makeMessage({
    keys: sender.keys, session, idx: 0, id, kind: "text", body: { text: "hello" }, seen, time: TIME, ...others,
  })
  return { text, id }
}

// Expect a refusal: the reason code of PROTOCOL.md §15 with which it must happen.
export function refusal(reason) {
  return (error) => error.reason === reason || new Error(`${error.reason ?? error.stack} instead of ${reason}`)
}
