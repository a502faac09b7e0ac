// What a message says: paragraphs, quotes, lists and blocks of code.

import { parseInline } from "./inline.js"

// Quotes in lists in quotes are meant; a hundred ">" are not.
const MAX_DEPTH = 4

const FENCE = /^```([\w+#.-]{0,24})$/u
const FENCED = /^```((?:(?!```).)+)```$/u
const FENCE_END = /^``` *$/u
const QUOTE = /^>(?: |$|(?=>))/u
const ITEM = /^(?:[-*•] +|(\d{1,9})\. +)(?=\S)/u
const INDENTED = /^(?: {2}|\t)/u
const INDENT = /^[ \t]*/u

/** Lines, taken one after the other. */
class Lines {
  #lines
  #place = 0
  // No fence closes from here on: a row of opening ones must not be searched through from each.
  #isUnfenced = false

  constructor(lines) {
    this.#lines = lines
  }

  get isOver() {
    return this.#place >= this.#lines.length
  }

  get next() {
    return this.#lines[this.#place]
  }

  take() {
    return this.#lines[this.#place++]
  }

  takeWhile(test) {
    const start = this.#place
    while (!this.isOver && test(this.next)) this.#place += 1
    return this.#lines.slice(start, this.#place)
  }

  /** The lines up to a closing fence, which goes too, or null where there is none. */
  takeFenced() {
    if (this.#isUnfenced) return null
    let end = this.#place + 1
    while (end < this.#lines.length && !FENCE_END.test(this.#lines[end])) end += 1
    this.#isUnfenced = end === this.#lines.length
    // What is empty was meant as it is.
    if (this.#isUnfenced || end === this.#place + 1) return null
    const taken = this.#lines.slice(this.#place + 1, end)
    this.#place = end + 1
    return taken
  }
}

class Parser {
  #names

  constructor(names) {
    this.#names = names
  }

  parse(texts, depth = 0) {
    const lines = new Lines(texts)
    const blocks = []
    while (!lines.isOver) {
      const block = this.#block(lines, depth)
      if (block) blocks.push(block)
      else addLine(blocks, lines.take())
    }
    return blocks.flatMap((block) => block.lines ? this.#paragraph(block.lines) : [block])
  }

  #block(lines, depth) {
    const { next } = lines
    if (FENCED.test(next)) return { type: "code-block", text: FENCED.exec(lines.take())[1] }
    if (FENCE.test(next)) {
      const fenced = lines.takeFenced()
      return fenced && { type: "code-block", text: fenced.join("\n") }
    }
    if (depth === MAX_DEPTH) return null
    if (QUOTE.test(next)) {
      const quoted = lines.takeWhile((line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""))
      return { type: "quote", blocks: this.parse(quoted, depth + 1) }
    }
    return ITEM.test(next) ? this.#list(lines, depth) : null
  }

  #list(lines, depth) {
    const isOrdered = ITEM.exec(lines.next)[1] !== undefined
    const isItem = (line) => ITEM.test(line) && isOrdered === (ITEM.exec(line)[1] !== undefined)
    const items = []
    while (!lines.isOver && isItem(lines.next)) {
      const first = lines.take()
      const [marker, number] = ITEM.exec(first)
      const rest = outdented(lines.takeWhile((line) => INDENTED.test(line)))
      const blocks = this.parse([first.slice(marker.length), ...rest], depth + 1)
      items.push({ value: isOrdered ? Number(number) : null, blocks })
    }
    return { type: "list", isOrdered, items }
  }

  // Blank lines between paragraphs and other blocks are the space that these have anyway.
  #paragraph(lines) {
    const text = lines.join("\n").replace(/^\n+/u, "").trimEnd()
    return text ? [{ type: "paragraph", children: parseInline(text, this.#names) }] : []
  }
}

const addLine = (blocks, line) => {
  if (blocks.at(-1)?.lines) blocks.at(-1).lines.push(line)
  else blocks.push({ lines: [line] })
}

/** Lines without the indentation of the first. */
const outdented = (lines) => {
  const { length } = INDENT.exec(lines[0] ?? "")[0]
  return lines.map((line) => line.slice(Math.min(length, INDENT.exec(line)[0].length)))
}

/**
 * Blocks of a text: {type: "paragraph", children} (inline.js), {type: "code-block", text}, {type: "quote", blocks},
 * {type: "list", isOrdered, items: [{value, blocks}]}; `value` is the number that was written.
 * @param {Set<string>} names the usernames that "@" may name
 */
export const parse = (text, names = new Set()) => new Parser(names).parse(text.split("\n"))
