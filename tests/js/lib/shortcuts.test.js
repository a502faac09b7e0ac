import assert from "node:assert/strict"
import { test } from "node:test"
import { isMac, keyCaps, shortcutOf, SHORTCUTS } from "../../../static/js/lib/shortcuts.js"

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }

const press = (key, { mac = false, isWriting = false, ...modifiers } = {}) =>
  shortcutOf({ key, ...NONE, ...modifiers }, { mac, isWriting })?.id

test("a chat is gone to with the key that programs use on this machine", () => {
  assert.equal(press("k", { ctrlKey: true }), "switch")
  assert.equal(press("K", { metaKey: true, mac: true }), "switch")
  assert.equal(press("k", { metaKey: true }), undefined)
  assert.equal(press("k", { ctrlKey: true, mac: true }), undefined)
  assert.equal(press("k", { ctrlKey: true, shiftKey: true }), undefined)
  assert.equal(press("k"), undefined)
})

test("a sign is a shortcut however the keyboard makes it, and never while somebody writes", () => {
  assert.equal(press("?", { shiftKey: true }), "help")
  assert.equal(press("?"), "help")
  assert.equal(press("?", { isWriting: true }), undefined)
  assert.equal(press("Escape", { isWriting: true }), undefined)
})

test("messages are searched with the browser's own key and Shift, or with a stroke", () => {
  assert.equal(press("F", { ctrlKey: true, shiftKey: true, isWriting: true }), "search")
  assert.equal(press("f", { metaKey: true, shiftKey: true, mac: true }), "search")
  assert.equal(press("f", { ctrlKey: true }), undefined)
  assert.equal(press("/"), "search")
  assert.equal(press("/", { isWriting: true }), undefined)
  assert.equal(press("/", { ctrlKey: true }), "help")
})

test("with a modifier it works while writing, too", () => {
  assert.equal(press("ArrowDown", { altKey: true, isWriting: true }), "next-chat")
  assert.equal(press("k", { ctrlKey: true, isWriting: true }), "switch")
})

test("while an input method composes no key is a shortcut", () => {
  assert.equal(press("k", { ctrlKey: true, isComposing: true }), undefined)
})

test("what another view listens for is told and not done twice", () => {
  assert.equal(press("Enter"), undefined)
  assert.ok(SHORTCUTS.some(({ id, isTold }) => id === "send" && isTold))
})

test("no two shortcuts share their keys", () => {
  const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys)
  assert.equal(new Set(keys).size, keys.length)
})

test("keys are written as on the keyboard", () => {
  assert.deepEqual(keyCaps("Mod+K", true), ["⌘", "K"])
  assert.deepEqual(keyCaps("Mod+K", false), ["Ctrl", "K"])
  assert.deepEqual(keyCaps("Alt+ArrowUp", false), ["Alt", "↑"])
  assert.ok(isMac("MacIntel") && isMac("macOS") && !isMac("Linux x86_64"))
})
