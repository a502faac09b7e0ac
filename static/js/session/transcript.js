import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"

/** The verified part of a room's hash chain (PROTOCOL 10): which head stands behind which seq. */
export class Transcript {
  #room
  #heads

  /** @param {{seq: number, head: string}[]} anchors what earlier visits had verified */
  constructor(room, anchors = []) {
    this.#room = room
    this.#heads = new Map(anchors.map(({ seq, head }) => [seq, head]))
  }

  headAt(seq) {
    return this.#heads.get(seq)
  }

  /**
   * Verify records in ascending order, then remember their heads; a refusal leaves everything as it was.
   * @param {{head: string, record: object}[]} entries
   * @param {(first: number, last: number) => void} checkMissing throws where these may not be missing
   * @throws Failure `gap`, `bad-chain`, `replayed`, `wrong-room`, `bad-shape`
   */
  async extend(entries, checkMissing) {
    await this.#begin()
    for (const run of runs(entries, checkMissing)) await this.#verify(run)
    for (const { head, record } of entries) this.#demand(record.seq, head)
    for (const { head, record } of entries) this.#heads.set(record.seq, head)
  }

  /** Take a head on trust: behind records that were not kept there is nothing to compute it from. */
  trust(seq, head) {
    this.#demand(seq, head)
    this.#heads.set(seq, head)
  }

  async #begin() {
    if (!this.#heads.has(0)) this.#heads.set(0, await crypto.firstHead(this.#room))
  }

  async #verify(run) {
    const before = this.#heads.get(run[0].record.seq - 1)
    if (before) return compare(await this.#headsBehind(before, run), run)
    // Without the head before it, the first record is the anchor for the rest: of itself only the form can be checked.
    const [first, ...rest] = run
    await Promise.all([
      this.#headsBehind(first.head, [first]),
      this.#headsBehind(first.head, rest).then((heads) => compare(heads, rest)),
    ])
  }

  #headsBehind(head, entries) {
    return crypto.nextHeads({ room: this.#room, head, records: entries.map((entry) => entry.record) })
  }

  #demand(seq, head) {
    const known = this.#heads.get(seq)
    if (known && known !== head) throw new Failure("bad-chain")
  }
}

function compare(heads, run) {
  if (heads.some((head, place) => head !== run[place].head)) throw new Failure("bad-chain")
}

/** Split records into stretches without a missing seq. */
function runs(entries, checkMissing) {
  const found = []
  let last
  for (const entry of entries) {
    const { seq } = entry.record
    if (last !== undefined && seq <= last) throw new Failure("replayed")
    if (last === seq - 1) found.at(-1).push(entry)
    else {
      if (last !== undefined) checkMissing(last + 1, seq - 1)
      found.push([entry])
    }
    last = seq
  }
  return found
}
