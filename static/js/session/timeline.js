import { honestName } from "../lib/file_name.js"
import { reasonSentence, t } from "../lib/words.js"
import { Amendments, withoutContent } from "./amendments.js"
import { isOver } from "./expiry.js"
import { mentionsIn } from "./mentions.js"
import { rosterLine } from "./roster_line.js"

/**
 * What a chat shows, in order: one item a record, then what is in the outbox: acknowledged and not met yet, or waiting to be sent.
 * Item: {key, type: "message"|"line"|"problem", seq, id, sender, mine, time, text, status, reason, kind, next}; of a message also
 * {signed, unaccepted}: the fingerprint of the keys that signed it, and whether these are not accepted here; {sid, idx}: its place in its
 * session; {files, forwarded, mentions, replyTo} as it was written, and {deleted, edited, isChanging, reactions: [{emoji, people, mine}]} as later
 * messages changed it, `isChanging` until the server has that; {expires}: when it disappears, or null; {reached}: null, "delivered" or "read": how
 * far a message of ours came with everybody whom it was for. A message that changes another is no item.
 */
export class Timeline {
  #items = []
  #refusal = []
  #waiting = []
  #own = new Set()
  #amendments
  // What is in the outbox shows at once, and comes off again where it is discarded.
  #waitingAmendments
  // Up to which record each of the others has received, and seen, what is here.
  #marks = []
  #username

  /** When an item disappears next, or Infinity. */
  nextExpiry = Infinity

  constructor(username) {
    this.#username = username
    this.#amendments = new Amendments(username)
    this.#waitingAmendments = new Amendments(username)
  }

  get items() {
    return [...this.#changed(this.#items), ...this.#refusal, ...this.#changed(this.#waiting)]
  }

  get lastMessage() {
    return this.#waiting.findLast(isMessage) ?? this.#changed(this.#items).findLast(isMessage)
  }

  /** Give the message of this id as it is by now, or undefined. */
  find(id) {
    const isIt = (item) => item.id === id && isMessage(item)
    const item = this.#items.findLast(isIt) ?? this.#waiting.find(isIt)
    return item && this.#waitingAmendments.applied(item)
  }

  append(arrived) {
    const items = this.#take(arrived)
    this.#items.push(...withOwnKeys(withoutRepeats(this.#items.at(-1), items), this.#items))
  }

  prepend(arrived) {
    const items = this.#take(arrived)
    const merged = withOwnKeys(withoutRepeats(undefined, items), this.#items)
    if (isBeforeJoining(merged.at(-1)) && isBeforeJoining(this.#items[0])) merged.pop()
    this.#items = [...merged, ...this.#items]
  }

  /** Let go of the item with this key. */
  drop(key) {
    this.#items = this.#items.filter((item) => item.key !== key)
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
    this.#amendments.clear()
    this.nextExpiry = Infinity
  }

  /** Let go of what has disappeared by now. Gives its seqs. */
  expire(now) {
    const gone = new Set(this.#items.filter(({ expires }) => isOver(expires, now)))
    this.#items = this.#items.filter((item) => !gone.has(item))
    this.nextExpiry = nextOf(this.#items)
    return [...gone].map(({ seq }) => seq)
  }

  /** Put an item in front of the record that it is about, or of what follows where that shows nothing of itself. */
  insert(item) {
    if (this.#items.some(({ key }) => key === item.key)) return
    const place = this.#items.findIndex(({ seq }) => seq >= item.seq)
    this.#items.splice(place < 0 ? this.#items.length : place, 0, item)
  }

  /** Take back what was said of the order of messages. */
  unmark() {
    this.#items = this.#items.filter(({ kind, reason }) => kind !== "mark" || !OF_ORDER.has(reason))
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

  /**
   * The others have received, and seen, what is here up to these records. Gives whether that shows.
   * @param marks [{since, delivered, read}]: of each, behind which record they are a member, and how far they came
   */
  reach(marks) {
    this.#marks = marks
    let isChanged = false
    this.#items = this.#items.map((item) => {
      const reached = this.#reached(item)
      isChanged ||= reached !== item
      return reached
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
    const waiting = entries.filter(({ id }) => !this.#own.has(id))
    this.#waiting = waiting.filter(({ kind, failed }) => isContent(kind) || failed).map((entry) => this.#waits(entry))
    this.#waitingAmendments.clear()
    for (const { kind, body, failed } of waiting) {
      if (isChange(kind) && !failed) this.#waitingAmendments.take({ kind, body, sender: this.#username, seq: Infinity })
    }
  }

  #waits({ id, kind, body, time, failed, acked, replyTo = null }) {
    return {
      ...this.#item({ seq: null, id, sender: this.#username, time }, { type: "message", kind }),
      ...contentOf({ kind, body, replyTo }),
      text: waitingText(kind, body),
      status: failed ? "failed" : acked ? "sent" : "pending",
      reason: failed,
    }
  }

  /** Make the item of a roster record from its verified entry; `before`: the roster in front of it; `isAnew`: as of roster_line.js. */
  line({ record, entry, before, isAnew = false }) {
    return this.#item(record, { type: "line", kind: entry.op, text: rosterLine(entry, before, isAnew) })
  }

  /** Make the item of a message that its sender took back, of which the server has no more than that. */
  erased({ record }) {
    return withoutContent(this.#item(record, { type: "message", kind: "text", ...contentOf({ body: {} }), signed: null, unaccepted: false }))
  }

  /** Make the item of a message that has disappeared: it was met, and nothing of it shows. */
  gone({ record }) {
    return this.#item(record, { type: "gone" })
  }

  /** Make the item of a message record that was opened. */
  message({ record, message, signed = null, unaccepted = false, expires = null }) {
    const { kind, body, time, sid, idx } = message
    if (kind === "title") {
      return this.#item(record, { type: "line", kind, time, expires, text: t("line-title", { sender: record.sender, title: body.text }) })
    }
    if (kind === "farewell") return this.#item(record, { type: "line", kind, time, text: t("line-farewell", { sender: record.sender }) })
    if (!message.known) return this.#item(record, { type: "line", kind, expires, text: t("line-newer", { sender: record.sender }) })
    if (isChange(kind)) return this.#item(record, { type: "change", kind, body })
    return this.#item(record, { type: "message", kind, time, ...contentOf(message), signed, unaccepted, sid, idx, expires })
  }

  /** Make the item of a record that was refused, or could not be opened; `ours`: we were a member when it was sent. */
  problem({ record, reason, ours }) {
    if (reason === "no-key" && !ours) {
      return this.#item(record, { type: "line", kind: "before-joining", text: t("line-before-joining") })
    }
    const { what, next } = reasonSentence(reason, { name: record.sender })
    return this.#item(record, { type: "problem", kind: "problem", text: what, next, reason })
  }

  /** Make the item that stands in front of a record: what is wrong there, though the record itself can be read. */
  mark({ record, reason, name = record.sender, count }) {
    const { what, next } = reasonSentence(reason, { name, count })
    return { ...this.#item(record, { type: "problem", kind: "mark", text: what, next, reason }), key: `${record.id} ${reason}`, id: null }
  }

  #changed(items) {
    if (this.#waitingAmendments.isEmpty) return items
    return items.map((item) => this.#waitingAmendments.applied(item))
  }

  /** Meet what has arrived: changes go to what they are about, here or to come. Gives the others, as they are by now. */
  #take(arrived) {
    for (const { id, mine, type } of arrived) if (mine && id && type !== "problem") this.#own.add(id)
    if (this.#waiting.length) this.#waiting = this.#waiting.filter((item) => !this.#own.has(item.id))
    const changes = arrived.filter(isAmendment)
    const targets = new Set(changes.map((change) => this.#amendments.take(change)))
    const applied = (item) => this.#reached(this.#amendments.applied(item))
    if (targets.size) this.#items = this.#items.map((item) => targets.has(item.id) ? applied(item) : item)
    this.nextExpiry = Math.min(this.nextExpiry, nextOf(arrived))
    return arrived.filter((item) => !isAmendment(item) && item.type !== "gone").map(applied)
  }

  #reached(item) {
    if (!item.mine || !isMessage(item) || item.seq === null) return item
    const reached = leastOf(this.#marks, item.seq)
    return item.reached === reached ? item : { ...item, reached }
  }

  #item({ seq, id, sender, time }, content) {
    return {
      key: id, seq, id, sender, mine: sender === this.#username, time, status: "sent", reason: null, reached: null, ...content,
    }
  }
}

/** How far a record came with the one who is furthest behind of those whom it was for: "read", "delivered" or null. */
function leastOf(marks, seq) {
  let least = null
  for (const { since, delivered, read } of marks) {
    if (since >= seq) continue
    if (seq > delivered && seq > read) return null
    if (seq > read) least = "delivered"
    else least ??= "read"
  }
  return least
}

/** What is wrong with the order of somebody's messages. */
const OF_ORDER = new Set(["index-gap", "out-of-order"])

const CONTENT = new Set(["text", "file"])
const CHANGES = new Set(["edit", "delete", "reaction"])
const isContent = (kind) => CONTENT.has(kind)
const isChange = (kind) => CHANGES.has(kind)
const isAmendment = ({ type }) => type === "change"
const isMessage = (item) => item.type === "message" && isContent(item.kind)

/** What a message says by itself, and what nobody has changed about it yet. */
function contentOf({ body, replyTo = null }) {
  const { text = "", forwarded = false } = body
  const files = (body.files ?? []).map((file) => ({ ...file, name: honestName(file.name) }))
  const unchanged = { reactions: [], deleted: false, edited: false, isChanging: false }
  return { text, files, forwarded, replyTo, mentions: mentionsIn(text), ...unchanged }
}

/** What stands in the place of a message that failed and has no text of its own. */
function waitingText(kind, { text, emoji }) {
  if (kind === "title") return t("message-new-title", { title: text })
  if (kind === "edit") return t("message-new-text", { text })
  if (kind === "delete") return t("message-delete")
  if (kind === "reaction") return t("message-reaction", { emoji })
  return text
}

const nextOf = (items) => items.reduce((next, { expires }) => Math.min(next, expires ?? Infinity), Infinity)

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
