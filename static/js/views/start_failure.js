// What stands in the room's place when the chat could not be started at all.

import { reasonSentence } from "../lib/words.js"

/** Say what happened and offer what helps: another attempt, or the login page. */
export const showStartFailure = (failure) => {
  const part = (name) => document.querySelector(`[data-ref="${name}"]`)
  const { what, next } = reasonSentence(failure.code, { until: failure.until })
  document.querySelector(".chat").dataset.pane = "room"
  document.querySelector(".room").dataset.state = "failed"
  part("skeleton").remove()
  part("starting").hidden = true
  part("away").hidden = true
  part("failed").hidden = false
  part("failed-title").textContent = what
  part("failed-text").textContent = next
  part("to-login").hidden = false
  part("to-login").classList.toggle("button--primary", failure.code === "no-keys")
  // What is not in this browser does not come by trying again.
  part("again").hidden = failure.code === "no-keys"
  part("again").addEventListener("click", () => location.reload())
}
