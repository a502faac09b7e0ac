// The key log: an append-only Merkle tree of key bundles (PROTOCOL.md §17).
//
// A leaf is the hash of an entry, a node that of two hashes below it. A proof is the hashes beside a
// path through the tree. The subtrees of a tree are its complete ones, from left to right: one for
// each bit of its size, the highest first. They are all that it takes to append to it.
import { b64u, concat, unb64u } from "./bytes.js"
import { toCanonical } from "./canonical.js"
import { ProtocolError } from "./errors.js"
import { hasMembers, isCheckpoint, isCount, isHash, isUsername } from "./forms.js"
import { sha256 } from "./primitives.js"

// RFC 9162 §2.1.1: no leaf can be taken for a node.
const LEAF = Uint8Array.of(0x00)
const NODE = Uint8Array.of(0x01)

// Check that the key log has an entry at a place: {checkpoint: {root, size}, entry, index, proof}.
// Throws ProtocolError `bad-shape`, `bad-log-proof`.
export async function checkInclusion({ checkpoint, entry, index, proof }) {
  await checkPath({ checkpoint, leaf: await leafHash(entry), index, proof })
}

// Check that the second checkpoint continues the first (RFC 9162 §2.1.4.2): {first, second, proof}.
// Throws ProtocolError `bad-shape`, `log-forked`.
export async function checkConsistency({ first, second, proof }) {
  checkCheckpoint(first)
  checkCheckpoint(second)
  const path = readProof(proof)
  if (!await isConsistent(first, second, path)) throw new ProtocolError("log-forked")
}

// Append entries to a tree, known by its subtrees, and give it with its root:
// {log: {size, subtrees: [hash]}, entries} → {root, size, subtrees}.
// Comparing that with the root of a checkpoint (`bad-log-entries`) is for the caller.
// Throws ProtocolError `bad-shape`.
export async function extendLog({ log, entries }) {
  if (!isLog(log)) throw new ProtocolError("bad-shape", "log")
  if (!Array.isArray(entries) || !isCount(log.size + entries.length)) {
    throw new ProtocolError("bad-shape", "entries")
  }
  const leaves = await Promise.all(entries.map(leafHash))
  const subtrees = await append(log.size, log.subtrees.map(unb64u), leaves)
  return {
    root: b64u(await fold(subtrees)), size: log.size + entries.length, subtrees: subtrees.map(b64u),
  }
}

// Check that a tree has a leaf, given as bytes, at a place (RFC 9162 §2.1.3.2):
// {checkpoint, leaf, index, proof}. Throws ProtocolError `bad-shape`, `bad-log-proof`.
export async function checkPath({ checkpoint, leaf, index, proof }) {
  checkCheckpoint(checkpoint)
  if (!isCount(index)) throw new ProtocolError("bad-shape", "index")
  const path = readProof(proof)
  if (index >= checkpoint.size) throw new ProtocolError("bad-log-proof", "no such entry")
  // The places, in their level, of the node reached and of the last one there.
  let [at, last, root] = [index, checkpoint.size - 1, leaf]
  for (const beside of path) {
    if (last === 0) throw new ProtocolError("bad-log-proof", "too long")
    const isRight = isOdd(at) || at === last
    root = await (isRight ? nodeHash(beside, root) : nodeHash(root, beside))
    ;[at, last] = isRight ? above(at, last) : [half(at), half(last)]
  }
  if (last !== 0 || b64u(root) !== checkpoint.root) throw new ProtocolError("bad-log-proof")
}

// Hash what a leaf stands for.
export function hashLeaf(bytes) {
  return sha256(concat(LEAF, bytes))
}

// Give the root of the tree of these leaves, all as bytes.
export async function rootOf(leaves) {
  return fold(await append(0, [], leaves))
}

async function isConsistent(first, second, path) {
  if (first.size === second.size) return first.root === second.root && path.length === 0
  // Every tree continues the empty one; there is nothing to prove.
  if (first.size === 0) return first.root === b64u(await rootOf([])) && path.length === 0
  if (first.size > second.size) return false
  let [at, last] = [first.size - 1, second.size - 1]
  while (isOdd(at)) [at, last] = [half(at), half(last)]
  if (path.length === 0) return false
  // A complete tree is a node of the later one, and its root is known already.
  const [start, ...others] = at === 0 ? [unb64u(first.root), ...path] : path
  let [before, after] = [start, start]
  for (const beside of others) {
    if (last === 0) return false
    const isRight = isOdd(at) || at === last
    if (isRight) before = await nodeHash(beside, before)
    after = await (isRight ? nodeHash(beside, after) : nodeHash(after, beside))
    ;[at, last] = isRight ? above(at, last) : [half(at), half(last)]
  }
  return last === 0 && b64u(before) === first.root && b64u(after) === second.root
}

// The places on the next level behind a node that had its neighbour on the left. A last node without
// any neighbour stands for itself on the next level, as often as it takes.
function above(at, last) {
  while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)]
  return [half(at), half(last)]
}

async function append(size, before, leaves) {
  const subtrees = [...before]
  for (const leaf of leaves) {
    let whole = leaf
    // Each bit that is set at the end is a complete subtree that the new leaf completes to one of
    // twice the size.
    for (let rest = size; isOdd(rest); rest = half(rest)) whole = await nodeHash(subtrees.pop(), whole)
    subtrees.push(whole)
    size++
  }
  return subtrees
}

async function fold(subtrees) {
  if (subtrees.length === 0) return sha256(new Uint8Array())
  let root = subtrees.at(-1)
  for (const left of subtrees.slice(0, -1).reverse()) root = await nodeHash(left, root)
  return root
}

async function leafHash(entry) {
  if (!hasMembers(entry, "bundle", "time", "username")
    || !isHash(entry.bundle) || !isCount(entry.time) || !isUsername(entry.username)) {
    throw new ProtocolError("bad-shape", "entry of the key log")
  }
  return hashLeaf(toCanonical(entry))
}

function nodeHash(left, right) {
  return sha256(concat(NODE, left, right))
}

function readProof(proof) {
  if (!Array.isArray(proof) || !proof.every(isHash)) throw new ProtocolError("bad-shape", "proof")
  return proof.map(unb64u)
}

function checkCheckpoint(value) {
  if (!isCheckpoint(value)) throw new ProtocolError("bad-shape", "checkpoint")
}

function isLog(value) {
  return hasMembers(value, "size", "subtrees") && isCount(value.size)
    && Array.isArray(value.subtrees) && value.subtrees.every(isHash)
    && value.subtrees.length === bitsOf(value.size)
}

function bitsOf(number) {
  let bits = 0
  for (let rest = number; rest > 0; rest = half(rest)) bits += rest % 2
  return bits
}

// Sizes may have 53 bits, and the operators for bits see 32.
function isOdd(number) {
  return number % 2 === 1
}

function half(number) {
  return Math.floor(number / 2)
}
