async (log) => {
  // Until the scrolling has ended, and what came into the document with it is drawn.
  for (let place; place !== log.scrollTop;) {
    place = log.scrollTop
    await new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))
  }
  const top = log.getBoundingClientRect().top
  const articles = [...log.querySelectorAll("article")]
  const article = articles.find((one) => one.getBoundingClientRect().top >= top)
  const text = article.querySelector("[data-ref=text]").textContent
  return { text, top: article.getBoundingClientRect().top }
}
