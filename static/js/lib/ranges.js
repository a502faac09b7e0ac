// Which places of a long list are drawn: {from, to}, of which the last is not drawn any more.

/** The places from `over` screens above a view to as many below; `view` is {top, bottom} in the offsets of `heights`. */
export const around = (heights, { top, bottom }, over) => {
  const more = over * (bottom - top)
  if (!heights.count) return { from: 0, to: 0 }
  return { from: heights.at(top - more), to: heights.at(bottom + more) + 1 }
}

/** Whether a range reaches from `over` screens above a view to as many below, as far as there is anything. */
export const covers = (heights, { from, to }, { top, bottom }, over) => {
  const more = over * (bottom - top)
  const isUp = from === 0 || heights.offset(from) <= top - more
  return isUp && (to === heights.count || heights.offset(to) >= bottom + more)
}

/** Ranges in order, those that touch made one. */
export const joined = (ranges) => {
  const found = []
  for (const { from, to } of ranges.filter((one) => one.from < one.to).sort((one, other) => one.from - other.from)) {
    const last = found.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else found.push({ from, to })
  }
  return found
}

/** How much space stands in front of each of some ranges, and behind the last one. */
export const spaces = (heights, ranges) => {
  const ends = [0, ...ranges.map(({ to }) => heights.offset(to))]
  const begins = [...ranges.map(({ from }) => heights.offset(from)), heights.total]
  return begins.map((begin, place) => begin - ends[place])
}
