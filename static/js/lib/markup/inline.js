// What a line says: text with bold, italic and struck words, code, links and names in it.

import { kindsOf, mayClose, mayOpen, saysSomething } from "./emphasis.js"
import { linkAt, namedLinkAt } from "./links.js"

// Where something may begin; everything between is text.
const STOP = /[*_~`@[\n]|https?:\/\/|mailto:/giu
const NAME = /[a-z0-9._-]{3,32}(?![\p{L}\p{N}_-])/iuy
// Nothing of an address or a word may stand before a name or a link.
const WORD = /[\p{L}\p{N}_.@-]$/u

/** One walk over a text. Each character is looked at a bounded number of times, whatever the text is. */
class Walk {
  #text
  #names
  #nodes = []
  // Marks that may still be closed: {mark, node, end}; one of a kind, so nesting is as deep as there are kinds.
  #open = []
  #backticks = null

  constructor(text, names) {
    this.#text = text
    this.#names = names
  }

  get nodes() {
    let place = 0
    while (place < this.#text.length) place = this.#step(place)
    return merged(this.#nodes)
  }

  #step(place) {
    STOP.lastIndex = place
    const stop = STOP.exec(this.#text)?.index ?? this.#text.length
    this.#add(this.#text.slice(place, stop))
    return stop < this.#text.length ? stop + this.#take(stop) : stop
  }

  /** Take what begins at a place. Gives its length. */
  #take(place) {
    const first = this.#text[place]
    if (first === "\n") {
      // What is emphasised ends within its line.
      this.#open = []
      return this.#add(first)
    }
    if (first === "`") return this.#code(place)
    if (first === "@") return this.#name(place)
    if (first === "[") return this.#link(namedLinkAt(this.#text, place)) ?? this.#add(first)
    if ("*_~".includes(first)) return this.#mark(place, first)
    const link = WORD.test(before(this.#text, place)) ? null : linkAt(this.#text, place)
    return this.#link(link) ?? this.#add(first)
  }

  #code(place) {
    this.#backticks ??= runsOf(this.#text)
    const length = this.#backticks.get(place)
    const end = this.#backticks.closing(place)
    if (end === undefined) return this.#add("`".repeat(length))
    const text = this.#text.slice(place + length, end)
    this.#nodes.push({ type: "code", text: /^ .*[^ ].* $/u.test(text) ? text.slice(1, -1) : text })
    return end + length - place
  }

  #name(place) {
    if (WORD.test(before(this.#text, place))) return this.#add("@")
    NAME.lastIndex = place + 1
    const written = NAME.exec(this.#text)?.[0] ?? ""
    // A full stop may end the name or the sentence.
    const found = [written, written.replace(/[._-]+$/u, "")].find((name) => this.#names.has(name.toLowerCase()))
    if (!found) return this.#add("@")
    this.#nodes.push({ type: "mention", name: found.toLowerCase(), text: `@${found}` })
    return found.length + 1
  }

  #link(link) {
    if (!link) return null
    const { length, href, words, target } = link
    if (!href) return this.#add(link.label)
    const children = words ? parseWords(words) : [link.label]
    this.#nodes.push({ type: "link", href, children, target, isNamed: Boolean(words) })
    return length
  }

  #mark(place, character) {
    let end = place
    while (this.#text[end] === character) end += 1
    const mark = this.#text.slice(place, end)
    const sides = [before(this.#text, place), behind(this.#text, end)]
    if (!kindsOf(mark)) return this.#add(mark)
    if (mayClose(...sides) && this.#close(mark, place)) return mark.length
    if (mayOpen(...sides)) {
      this.#open = [...this.#open.filter((open) => open.mark !== mark), { mark, node: this.#nodes.length, end }]
    }
    this.#nodes.push(mark)
    return mark.length
  }

  #close(mark, place) {
    const index = this.#open.findIndex((open) => open.mark === mark)
    if (index < 0) return false
    const { node, end } = this.#open[index]
    this.#open.length = index
    // That is not looked through again from here.
    if (!saysSomething(this.#text.slice(end, place))) return false
    const children = merged(this.#nodes.splice(node).slice(1))
    this.#nodes.push(kindsOf(mark).reduceRight((inner, type) => [{ type, children: inner }], children)[0])
    return true
  }

  #add(text) {
    if (text) this.#nodes.push(text)
    return text.length
  }
}

// The characters beside a place, whole where they take two units.
const before = (text, place) => [...text.slice(Math.max(0, place - 2), place)].at(-1) ?? ""
const behind = (text, place) => [...text.slice(place, place + 2)][0] ?? ""

/** The rows of backticks of a text: by place, and where the next one of the same length is in the same line. */
const runsOf = (text) => {
  const lengths = new Map()
  const closings = new Map()
  let last = new Map()
  for (const { 0: run, index } of text.matchAll(/`+|\n/gu)) {
    if (run === "\n") {
      last = new Map()
      continue
    }
    lengths.set(index, run.length)
    // Next to each other they enclose nothing, and are one row then.
    if (last.has(run.length)) closings.set(last.get(run.length), index)
    last.set(run.length, index)
  }
  return { get: (place) => lengths.get(place), closing: (place) => closings.get(place) }
}

const merged = (nodes) => {
  const joined = []
  let texts = []
  const flush = () => {
    if (texts.length) joined.push(texts.join(""))
    texts = []
  }
  for (const node of nodes) {
    if (typeof node === "string") {
      texts.push(node)
      continue
    }
    flush()
    joined.push(node)
  }
  flush()
  return joined
}

const NONE = new Set()

// The words of a link hold no link and no name.
const parseWords = (words) => withoutLinks(new Walk(words, NONE).nodes)
const withoutLinks = (nodes) => nodes.flatMap((node) => {
  if (node.type === "link") return node.children
  return node.children ? [{ ...node, children: withoutLinks(node.children) }] : [node]
})

/**
 * Nodes of a text: strings, {type: "bold"|"italic"|"strike", children}, {type: "code", text}, {type: "mention", name, text},
 * {type: "link", href, children, target, isNamed}: where it goes where its words do not say it, or null.
 * @param names the usernames that "@" may name
 */
export const parseInline = (text, names = NONE) => new Walk(text, names).nodes
