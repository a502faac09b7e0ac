import { reasonSentence } from "../lib/words.js"
import { rosterLine } from "./roster_line.js"

/**
 * What a chat shows, in order: one item a record, then what is in the outbox: acknowledged and not met yet, or waiting to be sent.
 * Item: {key, type: "message"|"line"|"problem", seq, id, sender, mine, time, text, status, reason, kind, next}; of a message that was
 * read also {signed, unaccepted}: the fingerprint of the keys that signed it, and whether these are not accepted here.
 */
export class Timeline {
  #items = []
  #refusal = []
  #waiting = []
  #own = new Set()
  #username

  constructor(username) {
    this.#username = username
  }

  get items() {
    return [...this.#items, ...this.#refusal, ...this.#waiting]
  }

  get lastMessage() {
    return this.#waiting.findLast(isText) ?? this.#items.findLast(isText)
  }

  append(items) {
    this.#meet(items)
    this.#items.push(...withOwnKeys(withoutRepeats(this.#items.at(-1), items), this.#items))
  }

  prepend(items) {
    this.#meet(items)
    const merged = withOwnKeys(withoutRepeats(undefined, items), this.#items)
    if (isBeforeJoining(merged.at(-1)) && isBeforeJoining(this.#items[0])) merged.pop()
    this.#items = [...merged, ...this.#items]
  }

  /** Put an item in the place of the one with its key. */
  replace(item) {
    const place = this.#items.findIndex(({ key }) => key === item.key)
    if (place >= 0) this.#items[place] = item
  }

  clear() {
    this.#items = []
    this.#refusal = []
    this.#own.clear()
  }

  /** Put an item in front of the record that it is about. */
  insert(item) {
    const place = this.#items.findIndex(({ seq }) => seq === item.seq)
    if (place >= 0 && !this.#items.some(({ key }) => key === item.key)) this.#items.splice(place, 0, item)
  }

  /** Whether a message of ours of this id was met, and could be read. */
  hasOwn(id) {
    return this.#own.has(id)
  }

  /** The keys of somebody were accepted, or are not any more: `accepts` tells of a fingerprint. Gives whether that shows. */
  judge(username, accepts) {
    let isChanged = false
    this.#items = this.#items.map((item) => {
      if (item.sender !== username || !item.signed || item.unaccepted === !accepts(item.signed)) return item
      isChanged = true
      return { ...item, unaccepted: !item.unaccepted }
    })
    return isChanged
  }

  /** Say behind the last record that nothing more is taken in, and why; `entry` is the number of a wrong change of the members. */
  refuse(reason, { entry } = {}) {
    const { what, next } = reasonSentence(reason, { entry })
    this.#refusal = [{
      key: "refusal", type: "problem", kind: "refusal", seq: null, id: null, sender: null, mine: false,
      time: this.#items.at(-1)?.time ?? Date.now(), status: "sent", text: what, next, reason,
    }]
  }

  /** Show what is in the outbox: [{id, kind, body, time, failed, acked}]: why it was not sent, or null, and whether the server has it. */
  wait(entries) {
    this.#waiting = entries.filter(({ id, kind, failed }) => !this.#own.has(id) && (kind === "text" || failed))
      .map(({ id, kind, body, time, failed, acked }) => ({
        key: id, type: "message", kind, seq: null, id, sender: this.#username, mine: true, time,
        text: kind === "title" ? `New title: “${body.text}”` : body.text,
        status: failed ? "failed" : acked ? "sent" : "pending", reason: failed,
      }))
  }

  /** Make the item of a roster record from its verified entry. */
  line({ record, entry }) {
    return this.#item(record, { type: "line", kind: entry.op, text: rosterLine(entry) })
  }

  /** Make the item of a message record that was opened. */
  message({ record, message, signed = null, unaccepted = false }) {
    const { kind, body, time } = message
    if (kind === "title") {
      return this.#item(record, { type: "line", kind, time, text: `${record.sender} named the chat “${body.text}”` })
    }
    if (!message.known) return this.#item(record, { type: "line", kind, text: newer(record.sender) })
    return this.#item(record, { type: "message", kind, time, text: body.text, status: "sent", signed, unaccepted })
  }

  /** Make the item of a record that was refused, or could not be opened; `ours`: we were a member when it was sent. */
  problem({ record, reason, ours }) {
    if (reason === "no-key" && !ours) {
      return this.#item(record, { type: "line", kind: "before-joining", text: BEFORE_JOINING })
    }
    const { what, next } = reasonSentence(reason, { name: record.sender })
    return this.#item(record, { type: "problem", kind: "problem", text: what, next, reason })
  }

  /** Make the item that stands in front of a record: what is wrong there, though the record itself can be read. */
  mark({ record, reason, name = record.sender, count }) {
    const { what, next } = reasonSentence(reason, { name, count })
    return { ...this.#item(record, { type: "problem", kind: "mark", text: what, next, reason }), key: `${record.id} ${reason}`, id: null }
  }

  #meet(items) {
    for (const { id, mine, type } of items) if (mine && id && type !== "problem") this.#own.add(id)
    if (this.#waiting.length) this.#waiting = this.#waiting.filter((item) => !this.#own.has(item.id))
  }

  #item({ seq, id, sender, time }, content) {
    return {
      key: id, seq, id, sender, mine: sender === this.#username, time, status: "sent", reason: null, ...content,
    }
  }
}

const BEFORE_JOINING = "Messages from before you joined cannot be read here."
const newer = (sender) => `${sender} sent something that needs a newer version of SecureChat. Reload the page to update.`

const isText = (item) => item.type === "message" && item.kind === "text"
const isBeforeJoining = (item) => item?.kind === "before-joining"

/** A server may show a record under an id that was met: what is refused for it must not stand in the place of the first one. */
function withOwnKeys(items, others) {
  const keys = new Set(others.map(({ key }) => key))
  return items.map((item) => {
    const own = keys.has(item.key) ? { ...item, key: `${item.key} ${item.seq}` } : item
    keys.add(own.key)
    return own
  })
}

function withoutRepeats(last, items) {
  return items.filter((item, place) => {
    return !(isBeforeJoining(item) && isBeforeJoining(place ? items[place - 1] : last))
  })
}
