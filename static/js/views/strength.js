// How hard the new password is to guess, said while it is typed.

import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

// The dictionaries are large: they are fetched when the field is entered.
const load = async () => {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  })
}

// Without translations its advice comes as the names of sentences, such as "straightRow"; those are ours.
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const adviceOf = ({ warning, suggestions: [suggestion] }) => {
  if (warning) return t(`strength-warning-${kebab(warning)}`)
  return suggestion ? t(`strength-suggestion-${kebab(suggestion)}`) : ""
}

export class Strength extends View {
  #judge = null
  #password = document.getElementById(this.element.dataset.of)

  start() {
    this.#password.addEventListener("focus", () => this.#judge ??= load(), { once: true })
    this.#password.addEventListener("input", () => this.#show())
    // A fast typist, or the browser itself, may have filled it in before.
    this.#show()
  }

  /** Whoever is logged in, or says in the same form who they are. */
  get #username() {
    return this.context.client?.username ?? document.getElementById("username").value
  }

  async #show() {
    const password = this.#password.value
    this.element.hidden = !password
    if (!password) return
    try {
      const judge = await (this.#judge ??= load())
      // What was typed meanwhile has its own turn.
      if (password !== this.#password.value) return
      const { score, feedback } = judge.check(password, [this.#username])
      this.element.dataset.score = score
      const advice = score < 3 ? adviceOf(feedback) : ""
      this.ref("text").textContent = [t(`strength-${score}`), advice].filter(Boolean).join(". ")
    } catch {
      this.#judge = null
      this.ref("text").textContent = t("strength-unknown")
    }
  }
}
