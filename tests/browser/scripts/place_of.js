async (log, text) => {
  // Where a message is, when nothing moves any more.
  for (let place; place !== log.scrollTop;) {
    place = log.scrollTop
    await new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))
  }
  const articles = [...log.querySelectorAll("article")]
  const article = articles.find((one) => one.textContent.includes(text))
  return article.getBoundingClientRect().top
}
