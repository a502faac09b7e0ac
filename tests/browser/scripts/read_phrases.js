async (texts) => {
  const base = document.querySelector("script[type=module]").src.replace(/\/(js|joined)\/.*/, "/js/")
  const { readPhrase } = await import(`${base}lib/phrase.js`)
  const found = await Promise.all(texts.map((text) => readPhrase(text)))
  return found.map(({ phrase = null }) => phrase)
}
