// How the page looks in this browser: theme, density, motion. early.js finds it before the first paint.

import { Choices } from "./choices.js"

const choices = new Choices("appearance", {
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
  motion: ["system", "reduced"],
})

/** What was chosen, as {theme, density, motion}. */
export const appearance = () => choices.get()

/** Choose one thing; every tab of this browser follows. */
export const chooseAppearance = (name, value) => setAppearance({ ...appearance(), [name]: value })

/** Choose everything, as `appearance` gave it. */
export const setAppearance = (chosen) => choices.set(chosen)
