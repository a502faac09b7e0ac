async () => {
  // What the test itself evaluates may do more than a page may: go on as the page.
  await new Promise((go) => setTimeout(go))
  const refused = []
  try { document.body.innerHTML = "<img src=x onerror='window.ran = 1'>" } catch (e) { refused.push(e.name) }
  try { eval("window.ran = 1") } catch (e) { refused.push(e.name) }
  const script = document.createElement("script")
  try { script.textContent = "window.ran = 1"; document.body.append(script) } catch (e) { refused.push(e.name) }
  try { await fetch("https://example.org/") } catch (e) { refused.push("fetch") }
  return { refused, ran: window.ran ?? null }
}
