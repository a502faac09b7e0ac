import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"

/**
 * The verified part of a room's hash chain (PROTOCOL 10): which head stands behind which seq.
 */
export class Transcript {
  #heads = new Map()

  /** @param {{seq: number, head: string}|undefined} position what an earlier visit had verified */
  constructor(position) {
    if (position) this.#heads.set(position.seq, position.head)
  }

  headAt(seq) {
    return this.#heads.get(seq)
  }

  /**
   * Verify records in ascending order and remember their heads.
   * @param {{head: string, record: object}[]} entries
   * @param {(seq: number) => boolean} mayMiss whether the record `seq` may be missing (its room kept no log then)
   * @throws Failure `gap`, `bad-chain`, `replayed`, `wrong-room`, `bad-shape`
   */
  async extend(room, entries, mayMiss) {
    for (const run of runs(entries, mayMiss)) await this.#verify(room, run)
  }

  async #verify(room, run) {
    const first = run[0].record.seq
    const before = first === 1 ? await crypto.firstHead(room) : this.#heads.get(first - 1)
    // Without the head before it, a run's first record is the anchor for the rest.
    const rest = before ? run : run.slice(1)
    const heads = await crypto.nextHeads({
      room,
      head: before ?? run[0].head,
      records: rest.map((entry) => entry.record),
    })
    if (heads.some((head, place) => head !== rest[place].head)) throw new Failure("bad-chain")
    for (const { head, record } of run) this.#remember(record.seq, head)
  }

  #remember(seq, head) {
    const known = this.#heads.get(seq)
    if (known && known !== head) throw new Failure("bad-chain")
    this.#heads.set(seq, head)
  }
}

/** Split records into stretches without a missing seq. */
function runs(entries, mayMiss) {
  const found = []
  let last
  for (const entry of entries) {
    const { seq } = entry.record
    if (last !== undefined && seq <= last) throw new Failure("replayed")
    if (last === seq - 1) found.at(-1).push(entry)
    else {
      for (let missing = last + 1; missing < seq; missing++) {
        if (!mayMiss(missing)) throw new Failure("gap")
      }
      found.push([entry])
    }
    last = seq
  }
  return found
}
