// Scroll through a log, "up" to its first message or "down" to its last, two thirds of a screen at a time. Gives the numbers that the
// messages in view began with, after each step, and how many elements there were at most.
async (log, direction) => {
  const frame = () => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))
  const steps = []
  let most = 0
  const look = () => {
    const { top, bottom } = log.getBoundingClientRect()
    const articles = [...log.querySelectorAll("article")]
    most = Math.max(most, articles.length)
    const inView = articles.filter((article) => {
      const at = article.getBoundingClientRect()
      return at.bottom > top + 1 && at.top < bottom - 1
    })
    steps.push(inView.map((article) => parseInt(article.querySelector("[data-ref=text]").textContent)))
  }
  // A key may have sent it somewhere, and it is on its way.
  for (let place; place !== log.scrollTop;) {
    place = log.scrollTop
    await frame()
  }
  for (;;) {
    look()
    const isOver = direction === "up" ? log.scrollTop <= 0 : log.scrollTop + log.clientHeight >= log.scrollHeight - 1
    if (isOver) return { steps, most }
    log.scrollTop += Math.round(log.clientHeight * (direction === "up" ? -2 : 2) / 3)
    await frame()
  }
}
