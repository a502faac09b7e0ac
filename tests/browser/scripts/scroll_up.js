(log, text) => {
  log.scrollTop = 0
  const articles = [...log.querySelectorAll("article")]
  const article = articles.find((one) => one.textContent.includes(text))
  return article.getBoundingClientRect().top
}
