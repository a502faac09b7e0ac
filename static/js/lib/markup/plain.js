// A text in one line, without its marks: for lists and quotes.

import { parse } from "./blocks.js"
import { legible } from "./legible.js"

// More than any list or quote has room for.
const MAX = 300

const wordsOf = (nodes) => nodes.map((node) => {
  if (typeof node === "string") return node
  const words = node.text ?? wordsOf(node.children)
  return node.isNamed ? `${words} (${node.target})` : words
}).join("")

const textOf = (blocks) => blocks.map(({ children, text, blocks: inner, items }) => {
  if (children) return wordsOf(children)
  return text ?? textOf(inner ?? items.flatMap((item) => item.blocks))
}).join(" ")

const lineOf = (text) => textOf(parse(text.toWellFormed())).replace(/\s+/gu, " ").trim()

/** All the words of a text as one line. */
export const wholeLine = (text) => legible(lineOf(text))

/** The words of a text as one line, not longer than what is shown of one. */
export const plain = (text) => {
  const line = lineOf(text.slice(0, 4 * MAX))
  return legible(line.length > MAX ? `${line.slice(0, MAX).toWellFormed()}…` : line)
}
