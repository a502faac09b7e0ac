async ({ texts, reasons, not, ms }) => {
  const shown = %(shown)s
  const same = (some, others) => some.length === others.length && some.every((one, place) => one === others[place])
  // A room that the page has not heard of yet is not refused.
  const isRefused = ({ reasons: found }) => found.some(({ code }) => code !== "not-found")
  const isDone = (now) => texts ? (same(now.texts, texts) && !now.reasons.length) || isRefused(now)
    : now.reasons.length >= reasons || now.texts.some((text) => not.includes(text))
  for (const end = performance.now() + ms; ;) {
    const now = shown()
    if (isDone(now) || performance.now() > end) return now
    await new Promise((go) => setTimeout(go, 20))
  }
}
