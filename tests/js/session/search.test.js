import assert from "node:assert/strict"
import { test } from "node:test"
import { Search } from "../../../static/js/session/search.js"

const DAY = 86_400_000

const item = (seq, text, others = {}) => ({
  key: `${seq}`, id: `${seq}`, seq, text, type: "message", kind: "text", sender: "bob", time: seq * DAY, files: [], deleted: false, ...others,
})

function searching(rooms) {
  const loaded = Object.entries(rooms).map(([id, items]) => ({ id, timeline: { items } }))
  return new Search({ loaded, peek: (id) => loaded.find((room) => room.id === id) })
}

const seqs = ({ results }) => results.map(({ item: { seq } }) => seq)

test("every word has to be in it, wherever in a word, and the newest comes first", () => {
  const search = searching({ one: [item(1, "The blue train"), item(3, "a train, blueish")], two: [item(2, "Bluetrain"), item(4, "red train")] })
  assert.deepEqual(seqs(search.find({ text: "BLUE rain" })), [3, 2, 1])
  assert.deepEqual(seqs(search.find({ text: "\"blue train\"" })), [1])
  assert.deepEqual(seqs(search.find({ text: "green" })), [])
})

test("nothing asked for finds nothing", () => {
  const search = searching({ one: [item(1, "hello")] })
  for (const question of [undefined, {}, { text: "" }, { text: "  " }, { room: "one" }]) assert.deepEqual(seqs(search.find(question)), [])
})

test("it can be narrowed by person, chat, time and file", () => {
  const file = { files: [{ name: "Übersicht.pdf" }], kind: "file" }
  const search = searching({ one: [item(1, "hello"), item(2, "hello", { sender: "alice" })], two: [item(3, "hello"), item(4, "", file)] })
  assert.deepEqual(seqs(search.find({ text: "hello", from: "alice" })), [2])
  assert.deepEqual(seqs(search.find({ text: "hello", room: "one" })), [2, 1])
  assert.deepEqual(seqs(search.find({ text: "hello", since: 2 * DAY, until: 3 * DAY })), [2])
  assert.deepEqual(seqs(search.find({ hasFile: true })), [4])
  assert.deepEqual(seqs(search.find({ text: "ubersicht" })), [4])
  assert.deepEqual(seqs(search.find({ from: "bob" })), [4, 3, 1])
})

test("whoever wrote something that can be found is named, once", () => {
  const search = searching({
    one: [item(1, "hello"), item(2, "hello", { sender: "alice" }), item(3, "", { sender: "carol", deleted: true })], two: [item(4, "hello")],
  })
  assert.deepEqual(search.senders, ["alice", "bob"])
})

test("an edit replaces, and a deletion removes", () => {
  const items = [item(1, "secret"), item(2, "other")]
  const search = searching({ one: items })
  assert.deepEqual(seqs(search.find({ text: "secret" })), [1], "the premise")
  items[0] = item(1, "changed", { edited: true })
  assert.deepEqual(seqs(search.find({ text: "secret" })), [])
  assert.deepEqual(seqs(search.find({ text: "changed" })), [1])
  items[0] = item(1, "", { deleted: true })
  assert.deepEqual(seqs(search.find({ from: "bob" })), [2])
})

test("problems, lines and what is not sent yet are not found, names of the chat are", () => {
  const search = searching({ one: [
    item(1, "word", { type: "problem" }), item(2, "word", { type: "line", kind: "add" }), item(3, "word", { type: "line", kind: "title" }),
    { ...item(4, "word"), seq: null },
  ] })
  assert.deepEqual(seqs(search.find({ text: "word" })), [3])
})

test("hostile texts are texts", () => {
  const hostile = ["<img src=x onerror=alert(1)>", "__proto__", "(a+)+$", "\u202egnp.exe", "\ud800", "\u0000", "constructor", ".*", "\\"]
  const search = searching({ one: hostile.map((text, place) => item(place + 1, text)) })
  for (const [place, text] of hostile.entries()) {
    const [first] = text.split(" ")
    if (first.trim()) assert.ok(seqs(search.find({ text: first })).includes(place + 1), JSON.stringify(text))
  }
  assert.deepEqual(seqs(search.find({ text: "hasOwnProperty" })), [])
})

test("of ten thousand that have it the newest hundred are given", () => {
  const words = ["harbour", "window", "train", "café", "letter", "garden"]
  const items = Array.from({ length: 10_000 }, (_, place) => {
    return item(place + 1, Array.from({ length: 15 }, (_, other) => words[(place * 7 + other * 5) % 6]).join(" "))
  })
  const search = searching({ one: items })
  search.prepare("one")
  const { results, total } = search.find({ text: "cafe" })
  assert.equal(results.length, 100)
  assert.ok(total > 5000)
  assert.equal(results[0].item.seq, Math.max(...seqs({ results })))
})
