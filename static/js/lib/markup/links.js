// Links, and where they go: what a reader sees of one is never another address than the one it leads to.

const SCHEME = /https?:\/\/|mailto:/iy
// Neither spaces nor what encloses a link in a text. What is longer is no link.
const MAX_LINK = 2_048
const REACH = new RegExp(`[^\\s<>"\`]{1,${MAX_LINK + 1}}`, "uy")
// No brackets within, so that one look at each of a long row of them is enough.
const ADDRESS = String.raw`(?:https?:\/\/|mailto:)[^\s()[\]<>"\x60]{1,2048}`
const REST = String.raw`(?:\([^\s()[\]<>"\x60]{0,256}\)[^\s()[\]<>"\x60]{0,2048})?`
const NAMED = new RegExp(String.raw`\[([^[\]\n]{1,300})\]\((${ADDRESS}${REST})\)`, "iuy")
const TRAILING = /[.,:;!?'"*_~…’”»]/u
const CLOSES = { ")": "(", "]": "[", "}": "{" }
const PROTOCOLS = new Set(["http:", "https:", "mailto:"])
// What cannot be seen, or changes how its neighbours are seen: format and control characters, odd spaces, what has no meaning.
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu

const count = (text, character) => text.split(character).length - 1

/** A link without the punctuation of the sentence around it. */
const trimmed = (written) => {
  const surplus = {}
  for (const [close, open] of Object.entries(CLOSES)) surplus[close] = count(written, close) - count(written, open)
  let end = written.length
  for (; end > 0; end -= 1) {
    const last = written[end - 1]
    if (surplus[last] > 0) surplus[last] -= 1
    else if (!TRAILING.test(last)) break
  }
  return written.slice(0, end)
}

const parsed = (written) => {
  try {
    const url = new URL(written)
    return PROTOCOLS.has(url.protocol) && (url.host || url.pathname.includes("@")) ? url : null
  } catch {
    return null
  }
}

const escaped = (text) => text.toWellFormed().replace(UNSEEN, encodeURIComponent)

/** Whether a web address as written begins with the very host that it leads to. */
const isHonest = (written, { host, protocol }) => {
  const rest = written.slice(protocol.length + 2)
  return rest.slice(0, host.length).toLowerCase() === host && /^$|^[/?#]/u.test(rest.slice(host.length))
}

/** Where a link goes, in the letters of which hosts really consist. */
const targetOf = ({ host, pathname, protocol }) => protocol === "mailto:" ? escaped(pathname) : host

/** The link that is written at a place of a text: {length, href, label, target}, or null; `target` is null where the label says it, `href` where it is too long to be one. */
export const linkAt = (text, place) => {
  SCHEME.lastIndex = REACH.lastIndex = place
  if (!SCHEME.test(text)) return null
  const [reach] = REACH.exec(text)
  // As a whole: each of a long row of beginnings must not be tried.
  if (reach.length > MAX_LINK) return { length: reach.length, href: null, label: reach, target: null }
  const written = trimmed(reach)
  const url = parsed(written)
  if (!url) return null
  if (url.protocol === "mailto:") return { length: written.length, href: url.href, label: escaped(written), target: null }
  const label = isHonest(written, url) ? escaped(written) : url.href
  // Before an "@" stands a name, which likes to look like a host.
  return { length: written.length, href: url.href, label, target: url.username || url.password ? url.host : null }
}

/** The link with words of its own, [words](address), at a place of a text: {length, href, words, target}, or null. */
export const namedLinkAt = (text, place) => {
  NAMED.lastIndex = place
  const found = NAMED.exec(text)
  const url = found && parsed(found[2])
  if (!url || !found[1].trim()) return null
  return { length: found[0].length, href: url.href, words: found[1], target: targetOf(url) }
}
