// How the page looks, as this browser was told: applied before anything is painted, so that nobody sees another theme flash by.
// A classic script in the head, as modules run too late; it knows nothing but its three choices, and whoever changes one of them
// (lib/appearance.js) says so by an event.

(() => {
  const CHOICES = {
    theme: ["light", "dark"],
    density: ["compact"],
    motion: ["reduced"],
  }

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem("appearance")) ?? {}
    } catch {
      // Another program's text, or a browser that keeps nothing: then the page looks as it does by itself.
      return {}
    }
  }

  const apply = () => {
    const wanted = kept()
    const root = document.documentElement
    for (const [name, values] of Object.entries(CHOICES)) {
      if (values.includes(wanted[name])) root.dataset[name] = wanted[name]
      else delete root.dataset[name]
    }
    // The bars around the page take the colour of the one that applies.
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const { scheme } = meta.dataset
      const { theme } = root.dataset
      meta.media = theme ? theme === scheme ? "all" : "not all" : `(prefers-color-scheme: ${scheme})`
    }
  }

  apply()
  addEventListener("appearance", apply)
  addEventListener("storage", ({ key }) => key === "appearance" && apply())
})()
