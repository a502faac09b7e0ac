// The roster: who is in a room, as a chain of signed entries (PROTOCOL.md §6).
//
// A roster is a plain object {room, kind, members: [{username, role, enc, sig}], log, n, head,
// creator, expire}, members in the order of joining, `expire` the seconds after which messages
// disappear, or 0. Nothing here changes one: each entry makes the next.
import { utf8 } from "./bytes.js"
import { findBundle, readBundles } from "./bundle_row.js"
import { parseEntry } from "./entry.js"
import { ProtocolError } from "./errors.js"
import { hash } from "./forms.js"
import { verifyJws } from "./jws.js"
import { MAX_DIRECT_MEMBERS, MAX_MEMBERS } from "./limits.js"

// Verify the next entries of a room's roster; `roster` is null before the first, `bundles` has the
// texts of each person's bundles by name: who renewed their keys has several, oldest first.
// Returns {roster, rosters, entries}: the last roster, the roster behind each entry, each payload.
// Throws ProtocolError for every breach of PROTOCOL.md §6, with `entry`, the place in `texts`.
export async function applyEntries({ room, roster, texts, bundles }) {
  const read = new Map()
  const bundlesOf = (username) => {
    if (!read.has(username)) read.set(username, readBundles(bundles, username))
    return read.get(username)
  }
  const rosters = []
  const entries = []
  for (const [place, text] of texts.entries()) {
    try {
      const { entry, roster: next } = await applyEntry(rosters.at(-1) ?? roster, text, room, bundlesOf)
      rosters.push(next)
      entries.push(entry)
    } catch (error) {
      if (error instanceof ProtocolError) error.entry = place
      throw error
    }
  }
  return { roster: rosters.at(-1) ?? roster, rosters, entries }
}

async function applyEntry(roster, text, room, bundlesOf) {
  const { jws, entry } = parseEntry(text)
  if (entry.room !== room) throw new ProtocolError("wrong-room")
  const [n, prev] = roster === null ? [0, ""] : [roster.n + 1, roster.head]
  if (entry.n !== n || entry.prev !== prev || (entry.op === "create") !== (roster === null)) {
    throw new ProtocolError("bad-roster-chain")
  }
  const by = signerOf(roster, entry)
  const bundle = findBundle(await bundlesOf(by.username), by)
  await verifyJws(jws, bundle.sig)
  const head = await hash(utf8(text))
  if (roster === null) {
    const { kind, settings } = entry
    const creator = by.username
    return { entry, roster: { room, kind, members: [by], ...settingsOf(settings), n, head, creator } }
  }
  if (!isEntitled(roster, by, entry)) throw new ProtocolError("not-entitled")
  const members = membersAfter(roster, by, entry)
  const changed = entry.op === "settings" ? settingsOf(entry.settings) : {}
  return { entry, roster: { ...roster, members, ...changed, n, head } }
}

// An entry replaces both; without a timer there is none.
function settingsOf({ log, expire = 0 }) {
  return { log, expire }
}

// Find who must have signed an entry, in the roster before it.
function signerOf(roster, { by, subject }) {
  if (roster === null) {
    if (subject.username !== by) throw new ProtocolError("not-member", "create is about its maker")
    return memberOf(subject, "owner")
  }
  return find(roster, by)
}

function isEntitled(roster, by, { op, subject }) {
  const group = roster.kind === "group"
  const owner = by.role === "owner"
  const aboutSelf = subject?.username === by.username
  switch (op) {
    // A direct room's second person is added by its creator; nobody leaves one, so a further `add`
    // there is met by `room-full`.
    case "add": return group || by.username === roster.creator
    case "remove": return group && owner && !aboutSelf
    case "leave": return group && aboutSelf
    case "role": return group && owner
    case "settings": return owner
    case "rekey": return aboutSelf
  }
}

function membersAfter(roster, by, { op, role, subject }) {
  const { members } = roster
  switch (op) {
    case "settings": return members
    case "add": return add(roster, subject)
    case "rekey": return replace(members, by, rekeyed(by, subject))
    case "role": {
      const present = findSubject(roster, subject)
      return withOwner(replace(members, present, { ...present, role }))
    }
    default: {
      const present = findSubject(roster, subject)
      return withOwner(members.filter((member) => member !== present))
    }
  }
}

function add({ kind, members }, subject) {
  if (members.some(({ username }) => username === subject.username)) {
    throw new ProtocolError("already-member")
  }
  const most = kind === "group" ? MAX_MEMBERS : MAX_DIRECT_MEMBERS
  if (members.length >= most) throw new ProtocolError("room-full")
  return [...members, memberOf(subject, "member")]
}

function rekeyed(by, { enc, sig }) {
  if (new Set([enc, sig, by.enc, by.sig]).size !== 4) {
    throw new ProtocolError("wrong-thumbprint", "rekey")
  }
  return { ...by, enc, sig }
}

// Make the longest-standing member owner where nobody is.
function withOwner(members) {
  if (members.length === 0 || members.some(({ role }) => role === "owner")) return members
  return [{ ...members[0], role: "owner" }, ...members.slice(1)]
}

function findSubject(roster, subject) {
  const member = find(roster, subject.username)
  if (member.enc !== subject.enc || member.sig !== subject.sig) {
    throw new ProtocolError("wrong-thumbprint", "subject")
  }
  return member
}

function find({ members }, username) {
  const member = members.find((candidate) => candidate.username === username)
  if (!member) throw new ProtocolError("not-member")
  return member
}

function replace(members, old, changed) {
  return members.map((member) => member === old ? changed : member)
}

function memberOf({ username, enc, sig }, role) {
  return { username, role, enc, sig }
}
