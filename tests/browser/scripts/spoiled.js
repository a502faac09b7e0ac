// Everything that messages did to the page around them, told in sentences, from the first in the log to the last.
async () => {
  const known = new Set([
    "A", "ARTICLE", "BDI", "BLOCKQUOTE", "BUTTON", "CODE", "DIV", "EM", "IMG", "LI", "OL", "P", "PRE", "S", "SPAN", "STRONG", "SVG", "TIME", "UL", "USE",
  ])
  const said = new Set()
  const seen = new Set()
  let [links, files] = [0, 0]
  const log = document.querySelector("[role=log]")

  const lookAt = (article, { left, right }) => {
    const text = article.querySelector("[data-ref=text]")
    const about = JSON.stringify(text.textContent.slice(0, 60))
    const box = article.querySelector("[data-ref=bubble]").getBoundingClientRect()
    if (box.left < left || box.right > right) said.add(`a bubble leaves the pane: ${about}`)
    for (const element of article.querySelectorAll("*")) {
      const name = element.tagName.toUpperCase()
      if (!known.has(name)) said.add(`<${name}> in ${about}`)
      for (const attribute of element.getAttributeNames()) if (attribute.startsWith("on")) said.add(`${attribute} in ${about}`)
    }
    for (const link of text.querySelectorAll("a")) {
      const { href, protocol, host, rel, textContent } = link
      links++
      if (!["http:", "https:", "mailto:"].includes(protocol)) said.add(`a link to ${href}`)
      if (!textContent.toLowerCase().includes(host || "@")) said.add(`${textContent} goes to ${href}`)
      if (rel !== "noopener noreferrer nofollow") said.add(`${href} says where from`)
    }
    for (const { textContent } of article.querySelectorAll(".file__name")) {
      files++
      if (/[\u202a-\u202e\u2066-\u2069]/u.test(textContent)) said.add(`${JSON.stringify(textContent)} does not end as it looks`)
    }
  }

  const look = (articles) => {
    if (window.hacked !== undefined) said.add("a script ran")
    if (document.documentElement.scrollWidth > innerWidth) said.add("the page is wider than the window")
    if (log.scrollWidth > log.clientWidth) said.add("the messages are wider than their pane")
    // What comes as a file is never a document of ours.
    for (const one of document.querySelectorAll("iframe, frame, object, embed")) said.add(`<${one.tagName}>`)
    const pane = log.getBoundingClientRect()
    for (const article of articles) {
      if (!seen.has(article.dataset.key)) lookAt(article, pane)
      seen.add(article.dataset.key)
    }
  }

  const frame = () => new Promise((yes) => requestAnimationFrame(() => requestAnimationFrame(yes)))
  log.scrollTop = 0
  for (;;) {
    await frame()
    const articles = [...log.querySelectorAll("article")]
    look(articles)
    if (log.scrollTop + log.clientHeight >= log.scrollHeight - 1) break
    // A screen further, or to the end of a message that is longer than that.
    const { bottom } = log.getBoundingClientRect()
    const last = articles.findLast((article) => article.getBoundingClientRect().top < bottom)?.getBoundingClientRect()
    log.scrollTop += Math.max(log.clientHeight * 0.8, (last?.bottom ?? 0) - bottom + 1)
  }
  return { said: [...said], articles: seen.size, links, files }
}
