// A key log as the server keeps it (RFC 9162 §2.1), written down as the RFC defines it.
import { b64u, concat, utf8 } from "../../../static/js/crypto/bytes.js"
import { toCanonical } from "../../../static/js/crypto/canonical.js"
import { sha256 } from "../../../static/js/crypto/primitives.js"

const leaf = (entry) => sha256(concat(Uint8Array.of(0), toCanonical(entry)))
const node = (left, right) => sha256(concat(Uint8Array.of(1), left, right))
const half = (size) => 2 ** Math.ceil(Math.log2(size) - 1)

async function rootOf(entries) {
  if (!entries.length) return sha256(utf8(""))
  if (entries.length === 1) return leaf(entries[0])
  const split = half(entries.length)
  return node(await rootOf(entries.slice(0, split)), await rootOf(entries.slice(split)))
}

async function pathOf(index, entries) {
  if (entries.length === 1) return []
  const split = half(entries.length)
  return index < split
    ? [...await pathOf(index, entries.slice(0, split)), await rootOf(entries.slice(split))]
    : [...await pathOf(index - split, entries.slice(split)), await rootOf(entries.slice(0, split))]
}

async function proofOf(first, entries, isWhole = true) {
  if (first === entries.length) return isWhole ? [] : [await rootOf(entries)]
  const split = half(entries.length)
  return first <= split
    ? [...await proofOf(first, entries.slice(0, split), isWhole), await rootOf(entries.slice(split))]
    : [...await proofOf(first - split, entries.slice(split), false), await rootOf(entries.slice(0, split))]
}

/** The key log of a relay: `entries` are {bundle, time, username}. */
export class Tree {
  entries = []

  async add(username, text) {
    const bundle = b64u(await sha256(utf8(text)))
    if (!this.entries.some((entry) => entry.bundle === bundle)) this.entries.push({ bundle, time: 1, username })
  }

  async checkpoint(size = this.entries.length) {
    return { size, root: b64u(await rootOf(this.entries.slice(0, size))) }
  }

  async consistency(first, second) {
    return { proof: (await proofOf(first, this.entries.slice(0, second))).map(b64u) }
  }

  async inclusion(bundle, size) {
    const entries = this.entries.slice(0, size)
    const index = entries.findIndex((entry) => entry.bundle === bundle)
    if (index < 0) return null
    return { entry: entries[index], index, proof: (await pathOf(index, entries)).map(b64u) }
  }
}
