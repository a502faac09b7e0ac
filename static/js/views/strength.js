// How hard the new password is to guess, said while it is typed.

import { View } from "../lib/view.js"
import { words } from "../lib/words.js"

// The dictionaries are large: they are fetched when the field is entered, on this page only.
const load = async () => {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  })
}

export class Strength extends View {
  #judge = null
  #password = document.getElementById("password")
  #username = document.getElementById("username")

  start() {
    this.#password.addEventListener("focus", () => this.#judge ??= load(), { once: true })
    this.#password.addEventListener("input", () => this.#show())
    // A fast typist, or the browser itself, may have filled it in before.
    this.#show()
  }

  async #show() {
    const password = this.#password.value
    this.element.hidden = !password
    if (!password) return
    try {
      const judge = await (this.#judge ??= load())
      // What was typed meanwhile has its own turn.
      if (password !== this.#password.value) return
      const { score, feedback } = judge.check(password, [this.#username.value])
      this.element.dataset.score = score
      const advice = score < 3 ? feedback.warning || feedback.suggestions[0] : ""
      this.ref("text").textContent = [words.strength[score], advice].filter(Boolean).join(". ")
    } catch {
      this.#judge = null
      this.ref("text").textContent = words.strengthUnknown
    }
  }
}
