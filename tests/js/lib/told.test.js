import assert from "node:assert/strict"
import { test } from "node:test"
import { toldOf } from "../../../static/js/lib/told.js"

const plain = { text: "hello", mentions: [] }
const naming = { text: "hello @alice", mentions: ["alice"] }
const chat = { isMuted: false, unread: 2 }
const about = { username: "alice", isQuiet: false, isSeen: false }

test("a person is told of what is new", () => {
  assert.deepEqual(toldOf([plain, naming], chat, about), [plain, naming])
})

test("not of what was read elsewhere", () => {
  assert.deepEqual(toldOf([plain, naming], { ...chat, unread: 1 }, about), [naming])
  assert.deepEqual(toldOf([plain, naming], { ...chat, unread: 0 }, about), [])
})

test("not of a chat that is in sight", () => {
  assert.deepEqual(toldOf([plain], chat, { ...about, isSeen: true }), [])
})

test("of a muted chat only where a message names the person", () => {
  assert.deepEqual(toldOf([plain, naming], { ...chat, isMuted: true }, about), [naming])
  assert.deepEqual(toldOf([naming], { ...chat, isMuted: true }, { ...about, username: "bob" }), [])
})

test("of nothing while nothing is to disturb, not even by name", () => {
  assert.deepEqual(toldOf([plain, naming], chat, { ...about, isQuiet: true }), [])
})
