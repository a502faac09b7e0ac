import { Failure } from "../net/failure.js"
import { isOver } from "./expiry.js"
import * as storage from "./storage.js"

/** Verified positions of earlier visits, to which the history shown has not been joined yet, kept at most. */
const MAX_ANCHORS = 8

/** Messages of others whose place is kept: more are not counted as unread. */
const MAX_OTHERS = 200

/**
 * What this browser keeps of a room from one visit to the next:
 * {seq, head, roster: {n, head}, anchors: [{seq, head}], kind, log, expire, members, title: {text, seq, expires}, others: [seq],
 * ends: [[seq, when it disappears]], last}. Of what has disappeared nothing is given, nor kept any longer.
 */
export async function readPosition(login, room) {
  const kept = await storage.getSealed(login.localKey, "rooms", room)
  return kept && isOver(kept.last?.expires) ? forgetLast(login, room) : kept
}

function forgetLast(login, room) {
  return navigator.locks.request(`securechat-position ${room}`, async () => {
    const kept = await storage.getSealed(login.localKey, "rooms", room)
    const rest = { ...kept, last: isOver(kept.last?.expires) ? null : kept.last }
    await storage.putSealed(login.localKey, "rooms", room, rest)
    return rest
  })
}

/**
 * Keep where a room is; another tab that has come further is not set back.
 * @param headAt (seq) => the head that this tab has verified there, or undefined
 * @throws Failure `bad-chain` where another tab was shown another history
 */
export async function writePosition(login, room, position, headAt) {
  await navigator.locks.request(`securechat-position ${room}`, async () => {
    const kept = await storage.getSealed(login.localKey, "rooms", room)
    if (kept && (headAt(kept.seq) ?? kept.head) !== kept.head) throw new Failure("bad-chain")
    if (kept && kept.seq > position.seq) return
    const anchors = position.anchors.slice(0, MAX_ANCHORS)
    const others = position.others.slice(-MAX_OTHERS)
    const ends = position.ends.filter(([seq]) => others.includes(seq))
    await storage.putSealed(login.localKey, "rooms", room, { ...position, anchors, others, ends })
  })
}

/** Demand that the server shows no less than what an earlier visit had verified. */
export function checkNotRolledBack(position, { seq, head }, rosters) {
  if (!position) return
  if (seq < position.seq) throw new Failure("gap")
  if (seq === position.seq && head !== position.head) throw new Failure("bad-chain")
  if (!rosters.had(position.roster)) throw new Failure("bad-roster-chain")
}
