// The reactions to a message: one chip for each emoji, with who chose it.

import { KeyedList } from "../lib/keyed.js"
import { legible } from "../lib/markup/legible.js"
import { clone, ref } from "../lib/template.js"
import { list, t } from "../lib/words.js"

// More people than a tooltip can name.
const MANY = 20

const lists = new WeakMap()

const namesOf = (people, self) => {
  const others = people.filter((name) => name !== self)
  const named = others.length < people.length ? [t("person-you"), ...others] : others
  const shown = named.length > MANY ? [...named.slice(0, MANY), t("reaction-more", { count: named.length - MANY })] : named
  return list(shown)
}

const draw = (chip, { emoji, people, mine, self }) => {
  const names = namesOf(people, self)
  ref(chip, "emoji").textContent = legible(emoji)
  ref(chip, "count").textContent = people.length.toLocaleString()
  chip.dataset.emoji = emoji
  chip.title = t("reaction", { emoji, names, count: people.length })
  // It says what is seen: whoever speaks to their browser calls it by that.
  chip.setAttribute("aria-label", chip.title)
  chip.setAttribute("aria-pressed", String(mine))
}

/** Show reactions, as a message has them, in their row. */
export const drawReactions = (element, reactions, { self }) => {
  if (!lists.has(element)) lists.set(element, new KeyedList(element, { make: () => clone("reaction"), update: draw }))
  lists.get(element).show(reactions.map((reaction) => ({ key: reaction.emoji, self, ...reaction })))
}
