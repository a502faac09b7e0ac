import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { findEmoji, groupsOf } from "../../../static/js/lib/emoji.js"

const read = (path) => JSON.parse(readFileSync(new URL(`../../../static/node_modules/${path}`, import.meta.url), "utf8"))
const groups = groupsOf(read("unicode-emoji-json/data-by-group.json"), read("emojilib/dist/emoji-en-US.json"))
const found = (wanted) => findEmoji(groups, wanted).map(({ emoji }) => emoji)

test("all groups have a name in the catalogue, and emoji that fit into a reaction", () => {
  const catalogue = readFileSync(new URL("../../../static/locales/en.ftl", import.meta.url), "utf8")
  assert.equal(groups.length, 9)
  for (const { id, emoji } of groups) {
    assert.ok(catalogue.includes(`\nemoji-${id} = `), id)
    for (const { emoji: text } of emoji) assert.ok(new TextEncoder().encode(text).length <= 64, text)
  }
  assert.ok(groups.flatMap(({ emoji }) => emoji).length > 1_700)
})

test("an emoji is found by its name, by what people call it, by the beginnings of words, and by itself", () => {
  assert.equal(found("rocket")[0], "🚀")
  assert.ok(found("lol").includes("😂"))
  assert.ok(found("thumb u").includes("👍"))
  assert.ok(found("THUMBS UP").includes("👍"))
  assert.deepEqual(found("🚀"), ["🚀"])
  assert.deepEqual(found("nothing is called so"), [])
})
