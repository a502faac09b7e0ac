// The nodes of a page that show a text. There is no string of HTML anywhere on the way: names of elements are ours, texts enter as text.

import { parse } from "./blocks.js"
import { legible } from "./legible.js"

const element = (name, className, ...children) => {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

const inline = {
  bold: ({ children }, about) => element("strong", "", ...nodesOf(children, about)),
  italic: ({ children }, about) => element("em", "", ...nodesOf(children, about)),
  strike: ({ children }, about) => element("s", "", ...nodesOf(children, about)),
  code: ({ text }) => element("code", "markup__code", legible(text)),
  link: (node, about) => linkOf(node, about),
  mention: ({ name, text }, { self }) => {
    const mention = element("span", "mention", text)
    mention.toggleAttribute("data-self", name === self)
    return mention
  },
}

// A click leads away without saying from where, and gives the other page no hold on ours.
const linkOf = ({ href, children, target, isNamed }, about) => {
  const link = element("a", "markup__link", ...nodesOf(children, about))
  link.href = href
  link.target = "_blank"
  link.rel = "noopener noreferrer nofollow"
  // An address reads from the left, whatever letters it has.
  if (!isNamed) link.dir = "ltr"
  if (target === null) return link
  // The space is for who hears it or copies it; who sees it sees a label.
  const shown = element("bdi", "markup__target", ` ${target}`)
  shown.dir = "ltr"
  link.append(shown)
  return link
}

const nodesOf = (nodes, about) => nodes.map((node) => typeof node === "string" ? legible(node) : inline[node.type](node, about))

const block = {
  "paragraph": ({ children }, about) => directed("p", "markup__paragraph", nodesOf(children, about)),
  "code-block": ({ text }) => element("pre", "markup__block", element("code", "", legible(text))),
  "quote": ({ blocks }, about) => directed("blockquote", "markup__quote", blocksOf(blocks, about)),
  "list": ({ isOrdered, items }, about) =>
    directed(isOrdered ? "ol" : "ul", "markup__list", items.map((item) => itemOf(item, about))),
}

const directed = (name, className, children) => {
  const made = element(name, className, ...children)
  made.dir = "auto"
  return made
}

const itemOf = ({ value, blocks }, about) => {
  const item = element("li", "", ...blocksOf(blocks, about))
  // As it was written, also where the numbers do not follow each other.
  if (value !== null) item.value = value
  return item
}

const blocksOf = (blocks, about) => blocks.map((node) => block[node.type](node, about))

/** What a text of others is on the page: nodes to append. `names` are those "@" may name, `self` whose name is marked. */
export const render = (text, { names = new Set(), self = null } = {}) => {
  const blocks = parse(text, names)
  const about = { self }
  // A single paragraph needs no element of its own: most messages are one.
  return blocks.length === 1 && blocks[0].type === "paragraph" ? nodesOf(blocks[0].children, about) : blocksOf(blocks, about)
}
