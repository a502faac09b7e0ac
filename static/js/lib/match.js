// How well a name answers what somebody types to find it.

const MARKS = /\p{Mark}/gu

/** A text without case and accents: "Zoë" is found by "zoe". */
export const folded = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase().trim()

/** 0 where a name begins with the query, 1 where one of its words does, 2 where it holds it, else null. */
export const matchRank = (query, name) => {
  const [sought, text] = [folded(query), folded(name)]
  if (text.startsWith(sought)) return 0
  const place = text.indexOf(sought)
  if (place < 0) return null
  return text.split(/[\s._-]+/u).some((word) => word.startsWith(sought)) ? 1 : 2
}

/** The entries whose name answers a query, the best first, else in their order. */
export const bestMatches = (query, entries, nameOf) =>
  entries
    .map((entry) => ({ entry, rank: matchRank(query, nameOf(entry)) }))
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => one.rank - other.rank)
    .map(({ entry }) => entry)
