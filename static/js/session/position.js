import { Failure } from "../net/failure.js"
import * as storage from "./storage.js"

/** Verified positions of earlier visits, to which the history shown has not been joined yet, kept at most. */
const MAX_ANCHORS = 8

/** Messages of others whose place is kept: more are not counted as unread. */
const MAX_OTHERS = 200

/**
 * What this browser keeps of a room from one visit to the next:
 * {seq, head, roster: {n, head}, anchors: [{seq, head}], kind, log, members, title: {text, seq}, others: [seq], last}.
 */
export function readPosition(login, room) {
  return storage.getSealed(login.localKey, "rooms", room)
}

/**
 * Keep where a room is; another tab that has come further is not set back.
 * @param headAt (seq) => the head that this tab has verified there, or undefined
 * @throws Failure `bad-chain` where another tab was shown another history
 */
export async function writePosition(login, room, position, headAt) {
  await navigator.locks.request(`securechat-position ${room}`, async () => {
    const kept = await readPosition(login, room)
    if (kept && (headAt(kept.seq) ?? kept.head) !== kept.head) throw new Failure("bad-chain")
    if (kept && kept.seq > position.seq) return
    const anchors = position.anchors.slice(0, MAX_ANCHORS)
    const others = position.others.slice(-MAX_OTHERS)
    await storage.putSealed(login.localKey, "rooms", room, { ...position, anchors, others })
  })
}

/** Demand that the server shows no less than what an earlier visit had verified. */
export function checkNotRolledBack(position, { seq, head }, rosters) {
  if (!position) return
  if (seq < position.seq) throw new Failure("gap")
  if (seq === position.seq && head !== position.head) throw new Failure("bad-chain")
  if (!rosters.had(position.roster)) throw new Failure("bad-roster-chain")
}
