/**
 * What later messages change about earlier ones (PROTOCOL 8): edits, deletions and reactions, by the id of their target, whether or not
 * that is loaded yet. Who may change what is judged where the target is known: it is asked of the target's own sender only.
 */
export class Amendments {
  #username
  #about = new Map()

  constructor(username) {
    this.#username = username
  }

  get isEmpty() {
    return this.#about.size === 0
  }

  clear() {
    this.#about.clear()
  }

  /** Take in a change: {kind, body, sender, seq}; what was not sent yet has the seq Infinity. Gives the id of its target. */
  take({ kind, body, sender, seq }) {
    const { target } = body
    if (!this.#about.has(target)) this.#about.set(target, { edit: new Map(), delete: new Map(), reaction: new Map() })
    const changes = this.#about.get(target)[kind]
    const key = kind === "reaction" ? `${sender} ${body.emoji}` : sender
    // Older pages come later.
    if ((changes.get(key)?.seq ?? -1) <= seq) changes.set(key, { sender, seq, body })
    return target
  }

  /** The deletion that its own sender made of a message: {hash, idx, seq, sid, target}, or undefined. */
  deletion(id, sender) {
    return this.#about.get(id)?.delete.get(sender)?.body
  }

  /** Give an item as it is by now; one that nothing was changed about stays the same object. */
  applied(item) {
    const about = this.#about.get(item.id)
    if (!about || item.type !== "message") return item
    if (about.delete.has(item.sender)) return withoutContent(item)
    const edit = about.edit.get(item.sender)
    const isEdited = edit !== undefined && (edit.body.text !== "" || item.files.length > 0)
    const reactions = this.#reactions(about.reaction)
    if (!isEdited && !reactions.length && !item.reactions.length) return item
    return {
      ...item,
      text: isEdited ? edit.body.text : item.text,
      edited: isEdited || item.edited,
      isChanging: isEdited && edit.seq === Infinity,
      reactions: reactions.length ? merged(item.reactions, reactions) : item.reactions,
    }
  }

  #reactions(changes) {
    return [...changes.values()]
      .sort((one, other) => one.seq - other.seq)
      .map(({ sender, body: { emoji, on } }) => ({ emoji, sender, on, mine: sender === this.#username }))
  }
}

/** What a message that was deleted still shows: who wrote it, and when. */
export function withoutContent(item) {
  return { ...item, text: "", files: [], mentions: [], reactions: [], replyTo: null, forwarded: false, edited: false, deleted: true }
}

/** Put people's newest reactions over those that are shown, in order of the first one with each emoji. */
function merged(shown, changes) {
  const people = new Map(shown.map(({ emoji, people: names, mine }) => [emoji, { names: new Set(names), mine }]))
  for (const { emoji, sender, on, mine } of changes) {
    const chip = people.get(emoji) ?? { names: new Set(), mine: false }
    people.set(emoji, chip)
    if (on) chip.names.add(sender)
    else chip.names.delete(sender)
    if (mine) chip.mine = on
  }
  return [...people]
    .filter(([, { names }]) => names.size)
    .map(([emoji, { names, mine }]) => ({ emoji, people: [...names], mine }))
}
