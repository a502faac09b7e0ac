// The hash chain over a room's records (PROTOCOL.md §10); heads are hashes as text.
import { b64u, concat, unb64u, utf8 } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, ID_BYTES, isCount, isId, isUsername } from "./forms.js"
import { sha256 } from "./primitives.js"

const KINDS = ["roster", "session", "message"]

// Give the head of a room before its first record.
export async function firstHead(room) {
  return b64u(await sha256(utf8(`securechat/chain/1 ${room}`)))
}

// Give the head behind each of these records, the first of which follows `head`. Where `room` is
// given, their form and that they are of this room, one behind the other, is checked first;
// comparing the heads with the claimed ones is for the caller.
// Throws ProtocolError `bad-shape`, `wrong-room`, `replayed`, `gap`, `wrong-id`.
export async function nextHeads({ room = null, head, records }) {
  if (room !== null) {
    records.forEach((record, place) => checkForm(record, room, records[place - 1]?.seq ?? null))
    await Promise.all(records.map(checkRosterId))
  }
  const digests = await Promise.all(records.map((record) => sha256(toCanonical(record))))
  const heads = []
  let bytes = unb64u(head)
  for (const digest of digests) {
    bytes = await sha256(concat(bytes, digest))
    heads.push(b64u(bytes))
  }
  return heads
}

// Check a record against the last `seq` and head, and give the head behind it; `claimed` is the head
// that came with it. Throws ProtocolError as `nextHeads` does, and `bad-chain`.
export async function checkRecord({ record, room, seq, head, claimed }) {
  checkForm(record, room, seq)
  await checkRosterId(record)
  const [following] = await nextHeads({ head, records: [record] })
  if (claimed !== following) throw new ProtocolError("bad-chain")
  return following
}

function checkForm(record, room, last) {
  if (!hasMembers(record, "data", "id", "kind", "room", "sender", "seq", "time")
    || typeof record.data !== "string" || !isId(record.id) || !KINDS.includes(record.kind)
    || !isId(record.room) || !isUsername(record.sender)
    || !isCount(record.seq) || !isCount(record.time)) {
    throw new ProtocolError("bad-shape", "record")
  }
  if (record.room !== room) throw new ProtocolError("wrong-room")
  if (last === null) return
  if (record.seq <= last) throw new ProtocolError("replayed")
  if (record.seq !== last + 1) throw new ProtocolError("gap")
}

// A roster record is named after its text; the others by what their text says inside (§7, §8).
async function checkRosterId({ data, id, kind }) {
  if (kind !== "roster") return
  const digest = await sha256(utf8(data))
  if (b64u(digest.subarray(0, ID_BYTES)) !== id) throw new ProtocolError("wrong-id")
}
