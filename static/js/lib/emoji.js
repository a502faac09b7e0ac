// The emoji there are, with what people may call them. Loaded when somebody first looks for one, from our own server.

// What all systems of the last years can draw; a newer one would be an empty box.
const NEWEST = 15

const load = async (name) => {
  const answer = await fetch(new URL(`../../lib/emoji/${name}.json`, import.meta.url))
  if (!answer.ok) throw new Error(`no ${name} of emoji`)
  return answer.json()
}

const folded = (text) => text.toLowerCase().replace(/[_-]+/gu, " ")

/** Groups of emoji from the two lists: [{id, emoji: [{emoji, name, words}]}]. */
export const groupsOf = (byGroup, keywords) => byGroup.map(({ slug, emojis }) => ({
  id: slug,
  emoji: emojis.filter(({ emoji_version: version }) => Number(version) <= NEWEST).map(({ emoji, name }) => {
    return { emoji, name, words: folded([name, ...keywords[emoji] ?? []].join(" ")) }
  }),
}))

let loading = null

/** All groups; the same ones again once they are here. */
export const loadEmoji = () => {
  loading ??= Promise.all([load("groups"), load("keywords")]).then(([groups, keywords]) => groupsOf(groups, keywords))
  loading.catch(() => (loading = null))
  return loading
}

/** Of all emoji those that somebody may mean: every word begins a word of theirs, those whose name begins so first. */
export const findEmoji = (groups, wanted) => {
  const parts = folded(wanted).split(/\s+/u).filter(Boolean)
  const found = groups.flatMap(({ emoji }) => emoji)
    .filter(({ emoji, words }) => emoji === wanted.trim() || parts.every((part) => ` ${words}`.includes(` ${part}`)))
  const isFirst = ({ name }) => name.startsWith(parts[0] ?? "")
  return [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))]
}
