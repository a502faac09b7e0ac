// Errors beside fields, and one request at a time.

const errorOf = (input) => document.getElementById(`${input.id}-error`)

/** Show an error beside a field, or take it away with an empty text. */
export const showError = (input, text) => {
  const error = errorOf(input)
  error.textContent = text
  error.hidden = !text
  if (text) input.setAttribute("aria-invalid", "true")
  else input.removeAttribute("aria-invalid")
}

/** Show the errors of several fields and put the focus on the first; true if there was none. */
export const showErrors = (pairs) => {
  for (const [input, text] of pairs) showError(input, text)
  pairs.find(([, text]) => text)?.[0].focus()
  return pairs.every(([, text]) => !text)
}

/** Show a sentence in an alert, or hide it with an empty text. */
export const showAlert = (element, text) => {
  element.textContent = text
  element.hidden = !text
}

/** Wait for `work` with the button marked as busy; a second press meanwhile does nothing. */
export const once = async (button, work) => {
  if (button.getAttribute("aria-disabled") === "true") return
  button.setAttribute("aria-disabled", "true")
  try {
    await work()
  } finally {
    button.removeAttribute("aria-disabled")
  }
}
