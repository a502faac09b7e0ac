import "./setup.js"
import assert from "node:assert/strict"
import * as node from "node:crypto"
import { test } from "node:test"
import { refusal, TIME } from "./actors.js"
import { b64u, unb64u } from "../../static/js/crypto/bytes.js"
import { checkConsistency, checkInclusion, extendLog } from "../../static/js/crypto/scheme.js"

const SIZE = 20
const sha256 = (...parts) => node.createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest()
const join = (left, right) => sha256([1], left, right)

const entries = Array.from({ length: SIZE }, (_, place) => ({
  bundle: b64u(sha256([place])), time: TIME + place, username: `person${place}`,
}))
const leaves = entries.map(({ bundle, time, username }) => {
  return sha256([0], Buffer.from(`{"bundle":"${bundle}","time":${time},"username":"${username}"}`))
})

// The definitions of RFC 9162 §2.1, which go from the root down; what is tested goes up.
const split = (size) => 2 ** Math.floor(Math.log2(size - 1))

function tree(some) {
  if (some.length < 2) return some[0] ?? sha256()
  const k = split(some.length)
  return join(tree(some.slice(0, k)), tree(some.slice(k)))
}

function inclusion(place, some) {
  if (some.length === 1) return []
  const k = split(some.length)
  return place < k
    ? [...inclusion(place, some.slice(0, k)), tree(some.slice(k))]
    : [...inclusion(place - k, some.slice(k)), tree(some.slice(0, k))]
}

function consistency(first, some, whole = true) {
  if (first === some.length) return whole ? [] : [tree(some)]
  const k = split(some.length)
  return first <= k
    ? [...consistency(first, some.slice(0, k), whole), tree(some.slice(k))]
    : [...consistency(first - k, some.slice(k), false), tree(some.slice(0, k))]
}

const checkpoint = (size) => ({ root: b64u(tree(leaves.slice(0, size))), size })

test("every entry of every tree is proven, at its own place alone", async () => {
  for (let size = 1; size <= SIZE; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusion(index, leaves.slice(0, size)).map(b64u)
      const how = { checkpoint: checkpoint(size), entry: entries[index], index, proof }
      await checkInclusion(how)
      for (const other of [index - 1, index + 1, index + size].filter((place) => place >= 0)) {
        await assert.rejects(checkInclusion({ ...how, index: other }), refusal("bad-log-proof"))
      }
      for (const wrong of [[...proof, b64u(leaves[0])], proof.slice(1)].filter((one) => one.length !== proof.length)) {
        await assert.rejects(checkInclusion({ ...how, proof: wrong }), refusal("bad-log-proof"))
      }
    }
  }
})

test("every tree continues every smaller one, and no other", async () => {
  for (let size = 1; size <= SIZE; size++) {
    for (let before = 1; before <= size; before++) {
      const proof = consistency(before, leaves.slice(0, size)).map(b64u)
      const how = { first: checkpoint(before), second: checkpoint(size), proof }
      await checkConsistency(how)
      const forked = { ...how.first, root: b64u(sha256([before])) }
      await assert.rejects(checkConsistency({ ...how, first: forked }), refusal("log-forked"))
      if (before < size) {
        await assert.rejects(checkConsistency({ ...how, first: how.second, second: how.first }), refusal("log-forked"))
      }
    }
  }
})

test("appending makes the same tree however the entries come", async () => {
  const whole = await extendLog({ log: { size: 0, subtrees: [] }, entries })
  assert.equal(whole.root, checkpoint(SIZE).root)
  for (let cut = 0; cut <= SIZE; cut++) {
    const { root, ...log } = await extendLog({ log: { size: 0, subtrees: [] }, entries: entries.slice(0, cut) })
    assert.equal(root, checkpoint(cut).root)
    assert.deepEqual(await extendLog({ log, entries: entries.slice(cut) }), whole)
  }
})

test("nothing that is given is changed", async () => {
  const { size, subtrees } = await extendLog({ log: { size: 0, subtrees: [] }, entries: entries.slice(0, 7) })
  const kept = Object.freeze({ size, subtrees: Object.freeze(subtrees) })
  await extendLog({ log: kept, entries: Object.freeze(entries.slice(7)) })
  assert.equal(kept.subtrees.length, 3)
})

test("a node is never taken for an entry", async () => {
  // The attack that the two marks are for: a tree of two whose leaves are the nodes of a tree of four.
  const [left, right] = [tree(leaves.slice(0, 2)), tree(leaves.slice(2, 4))]
  const small = { root: b64u(join(left, right)), size: 2 }
  assert.equal(small.root, checkpoint(4).root)
  const how = { checkpoint: small, index: 0, proof: [b64u(right)] }
  await assert.rejects(checkInclusion({ ...how, entry: entries[0] }), refusal("bad-log-proof"))
  assert.equal(unb64u(small.root).length, 32)
})
