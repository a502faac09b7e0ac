// The hash chain over a room's records (PROTOCOL.md §10); heads are hashes as text.
import { b64u, concat, unb64u, utf8 } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, ID_BYTES, isCount, isHash, isId, isUsername } from "./forms.js"
import { sha256 } from "./primitives.js"

const KINDS = ["roster", "session", "message"]
const COMMON = ["id", "kind", "room", "sender", "seq", "time"]

// Give the head of a room before its first record.
export async function firstHead(room) {
  return b64u(await sha256(utf8(`securechat/chain/1 ${room}`)))
}

// Give the hash of a record; an erased one has that of the record it was.
export async function recordHash(record) {
  return b64u(await digestOf(record))
}

// Give the hashes of many records.
export function recordHashes(records) {
  return Promise.all(records.map(recordHash))
}

// Whether a record was erased: its hash stands where its data was.
export function isErased(record) {
  return Object.hasOwn(record, "erased")
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
  const digests = await Promise.all(records.map(digestOf))
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

async function digestOf(record) {
  return isErased(record) ? unb64u(record.erased) : sha256(toCanonical(record))
}

function checkForm(record, room, last) {
  if (!isRecord(record) && !isErasedRecord(record)) throw new ProtocolError("bad-shape", "record")
  if (record.room !== room) throw new ProtocolError("wrong-room")
  if (last === null) return
  if (record.seq <= last) throw new ProtocolError("replayed")
  if (record.seq !== last + 1) throw new ProtocolError("gap")
}

function isRecord(value) {
  return hasMembers(value, "data", ...COMMON) && typeof value.data === "string"
    && KINDS.includes(value.kind) && isCommon(value)
}

// Everything else is signed by its sender, or names the members: it stays.
function isErasedRecord(value) {
  return hasMembers(value, "erased", ...COMMON) && isHash(value.erased)
    && value.kind === "message" && isCommon(value)
}

function isCommon({ id, room, sender, seq, time }) {
  return isId(id) && isId(room) && isUsername(sender) && isCount(seq) && isCount(time)
}

// A roster record is named after its text; the others by what their text says inside (§7, §8).
async function checkRosterId({ data, id, kind }) {
  if (kind !== "roster") return
  const digest = await sha256(utf8(data))
  if (b64u(digest.subarray(0, ID_BYTES)) !== id) throw new ProtocolError("wrong-id")
}
