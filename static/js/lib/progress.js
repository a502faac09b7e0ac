// How far something is that takes a few seconds: the parts of partials/progress.html in a view.

import { t } from "./words.js"

/**
 * Show that a step has begun, or with null that there is nothing under way.
 * @param steps the message of each step, in their order
 */
export const showProgress = (view, steps, step) => {
  const names = Object.keys(steps)
  view.ref("progress").hidden = step === null
  view.ref("progress-bar").max = names.length
  view.ref("progress-bar").value = names.indexOf(step) + 0.5
  view.ref("progress-text").textContent = step in steps ? t(steps[step]) : ""
}
