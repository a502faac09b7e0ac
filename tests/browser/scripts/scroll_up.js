async (log) => {
  log.scrollTop = 0
  // What is in view now is drawn when the scrolling is told.
  await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))
  const top = log.getBoundingClientRect().top
  const articles = [...log.querySelectorAll("article")]
  const article = articles.find((one) => one.getBoundingClientRect().top >= top)
  const text = article.querySelector("[data-ref=text]").textContent
  return { text, top: article.getBoundingClientRect().top }
}
