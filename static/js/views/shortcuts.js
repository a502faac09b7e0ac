// The sheet of shortcuts, drawn from their table.

import { keyCaps, SHORTCUTS } from "../lib/shortcuts.js"
import { clone, ref } from "../lib/template.js"
import { t } from "../lib/words.js"
import { Dialog } from "./dialog.js"

const make = (name, text) => {
  const element = document.createElement(name)
  element.textContent = text
  return element
}

export class Shortcuts extends Dialog {
  start() {
    const groups = [...new Set(SHORTCUTS.map(({ group }) => group))]
    this.ref("groups").replaceChildren(...groups.map((group) => this.#draw(group)))
  }

  #draw(group) {
    const element = clone("shortcuts")
    ref(element, "title").textContent = t(`shortcuts-${group}`)
    const rows = SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => this.#row(shortcut))
    ref(element, "list").replaceChildren(...rows)
    return element
  }

  #row({ id, keys }) {
    const row = clone("shortcut")
    ref(row, "what").textContent = t(`shortcut-${id}`)
    const combinations = keys.map((combination) => keyCaps(combination).map((cap) => make("kbd", cap)))
    const either = make("span", t("shortcuts-or"))
    ref(row, "keys").replaceChildren(...combinations.flatMap((caps, place) => place ? [either.cloneNode(true), ...caps] : caps))
    return row
  }
}
