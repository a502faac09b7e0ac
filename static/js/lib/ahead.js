// What the chat is made of, asked for while somebody fills in a form in front of it: it is in the browser when they are let in.
// Not before they write, as whoever only looks at the form has no use for it.

export const fetchAhead = (form) => form.addEventListener("input", () => {
  document.head.append(document.getElementById("ahead-template").content)
}, { once: true })
