import { reasonSentence } from "../lib/words.js"
import { rosterLine } from "./roster_line.js"

/**
 * What a chat shows, in order: one item a record, then what still waits to be sent.
 * Item: {key, type: "message"|"line"|"problem", seq, id, sender, mine, time, text, status, reason, kind, next}.
 */
export class Timeline {
  #items = []
  #waiting = []
  #ids = new Set()
  #username

  constructor(username) {
    this.#username = username
  }

  get items() {
    return [...this.#items, ...this.#waiting]
  }

  /** Messages of others, by seq: what counts as unread. */
  get othersSeqs() {
    return this.#items.filter((item) => item.type === "message" && !item.mine).map((item) => item.seq)
  }

  get lastMessage() {
    return this.items.findLast((item) => item.type === "message" && item.kind === "text")
  }

  append(items) {
    for (const { id } of items) this.#ids.add(id)
    this.#waiting = this.#waiting.filter((item) => !this.#ids.has(item.id))
    this.#items.push(...withoutRepeats(this.#items.at(-1), items))
  }

  prepend(items) {
    for (const { id } of items) this.#ids.add(id)
    const merged = withoutRepeats(undefined, items)
    if (isBeforeJoining(merged.at(-1)) && isBeforeJoining(this.#items[0])) merged.pop()
    this.#items.unshift(...merged)
  }

  clear() {
    this.#items = []
    this.#ids.clear()
  }

  /** Show what waits in the outbox: [{id, kind, body, time, failed}], `failed` being a reason or null. */
  wait(entries) {
    this.#waiting = entries
      .filter(({ id, kind }) => kind === "text" && !this.#ids.has(id))
      .map(({ id, body, time, failed }) => ({
        key: id, type: "message", kind: "text", seq: null, id, sender: this.#username, mine: true, time,
        text: body.text, status: failed ? "failed" : "pending", reason: failed,
      }))
  }

  /** Make the item of a roster record from its verified entry. */
  line({ record, entry }) {
    return this.#item(record, { type: "line", kind: entry.op, text: rosterLine(entry) })
  }

  /** Make the item of a message record that was opened. */
  message({ record, message }) {
    const { kind, body, time } = message
    if (kind === "title") {
      return this.#item(record, { type: "line", kind, time, text: `${record.sender} named the chat “${body.text}”` })
    }
    if (!message.known) return this.#item(record, { type: "line", kind, text: newer(record.sender) })
    return this.#item(record, { type: "message", kind, time, text: body.text, status: "sent" })
  }

  /** Make the item of a record that was refused, or could not be opened. */
  problem({ record, reason }) {
    if (reason === "no-key") {
      return this.#item(record, { type: "line", kind: "before-joining", text: BEFORE_JOINING })
    }
    const { what, next } = reasonSentence(reason)
    return this.#item(record, { type: "problem", kind: "problem", text: what, next, reason })
  }

  #item({ seq, id, sender, time }, content) {
    return {
      key: id, seq, id, sender, mine: sender === this.#username, time, status: "sent", reason: null, ...content,
    }
  }
}

const BEFORE_JOINING = "Messages from before you joined cannot be read here."
const newer = (sender) => `${sender} sent something that needs a newer version of SecureChat. Reload the page to update.`

const isBeforeJoining = (item) => item?.kind === "before-joining"

function withoutRepeats(last, items) {
  return items.filter((item, place) => {
    return !(isBeforeJoining(item) && isBeforeJoining(place ? items[place - 1] : last))
  })
}
