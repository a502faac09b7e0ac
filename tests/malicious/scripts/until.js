async ({ texts, reasons, not, ms }) => {
  // Wait until the page says what is wanted, or more. It has time from when it has come to rest.
  const shown = %(shown)s
  const same = (some, others) => some.length === others.length && some.every((one, place) => one === others[place])
  // A room that the page has not heard of yet is not refused.
  const isRefused = ({ reasons: found }) => found.some(({ code }) => code !== "not-found")
  const isDone = (now) => texts ? (same(now.texts, texts) && !now.reasons.length) || isRefused(now)
    : now.reasons.length >= reasons || now.texts.some((text) => not.includes(text))
  const isBusy = (now) => document.readyState !== "complete" || ["starting", "loading"].includes(now.room)
    || document.querySelector("form[aria-busy=true], button[aria-disabled=true]")
  const last = performance.now() + 60_000
  for (let end = performance.now() + ms; ;) {
    const now = shown()
    if (isDone(now) || performance.now() > Math.min(end, last)) return now
    await new Promise((go) => setTimeout(go, 20))
    if (isBusy(now)) end = performance.now() + ms
  }
}
