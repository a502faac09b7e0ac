// Every shortcut of the chat page: what the keyboard does, and what the sheet of shortcuts says, come from this table. "Mod" is
// the key that programs of the system use for theirs: ⌘ on a Mac, Ctrl elsewhere.

// `keys` are alternatives. Where `isTold` is set, another view listens itself, and the sheet only says so.
export const SHORTCUTS = [
  { id: "switch", group: "moving", keys: ["Mod+K"] },
  { id: "search", group: "moving", keys: ["Mod+Shift+F", "/"] },
  { id: "next-chat", group: "moving", keys: ["Alt+ArrowDown"] },
  { id: "previous-chat", group: "moving", keys: ["Alt+ArrowUp"] },
  { id: "back", group: "moving", keys: ["Escape"] },
  { id: "send", group: "writing", keys: ["Enter"], isTold: true },
  { id: "break", group: "writing", keys: ["Shift+Enter"], isTold: true },
  { id: "settings", group: "other", keys: ["Mod+,"] },
  { id: "help", group: "other", keys: ["Mod+/", "?"] },
]

/** Whether this is a machine of Apple's, whose keys have other names. */
export const isMac = (platform = navigator.userAgentData?.platform ?? navigator.platform) =>
  /mac|iphone|ipad/i.test(platform)

const MODIFIERS = ["Mod", "Alt", "Shift"]

const parse = (keys) => {
  const parts = keys.split("+")
  const key = parts.pop()
  return { key, wants: (modifier) => parts.includes(modifier) }
}

/** Whether these keys are a plain character, which somebody who writes means as such. */
const isPlain = (keys) => MODIFIERS.slice(0, 2).every((modifier) => !parse(keys).wants(modifier))

const matches = (event, keys, mac) => {
  const { key, wants } = parse(keys)
  const [mod, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  // A sign such as "?" takes Shift on one keyboard and none on another.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  return event.key.toLowerCase() === key.toLowerCase() && mod === wants("Mod") && !other
    && event.altKey === wants("Alt") && (isSign || event.shiftKey === wants("Shift"))
}

/**
 * The shortcut that a keydown means, or undefined.
 * @param {{isWriting: boolean, mac?: boolean}} where whether the keys go into a text
 */
export const shortcutOf = (event, { isWriting, mac = isMac() }) => {
  // While an input method composes, keys choose words.
  if (event.isComposing || event.repeat && event.key === "Escape") return undefined
  const suits = (keys) => matches(event, keys, mac) && !(isWriting && isPlain(keys))
  return SHORTCUTS.find(({ keys, isTold }) => !isTold && keys.some(suits))
}

const MAC = { Mod: "⌘", Alt: "⌥", Shift: "⇧" }
const OTHER = { Mod: "Ctrl" }
const SIGNS = { ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" }

/** The caps of the keys to press together, as they are written on the keyboard. */
export const keyCaps = (keys, mac = isMac()) => {
  const names = mac ? MAC : OTHER
  return keys.split("+").map((key) => names[key] ?? SIGNS[key] ?? key)
}
