// The choice of the interface's language. The page in it is another page: it is loaded anew.

import { showAlert } from "../lib/forms.js"
import { View } from "../lib/view.js"
import { failureSentence } from "../lib/words.js"
import { chooseLanguage } from "../net/api.js"

export class LanguageChoice extends View {
  start() {
    const choice = this.ref("choice")
    choice.addEventListener("change", () => this.#choose(choice))
    // Somebody was quicker than the page's script.
    if (choice.value !== document.documentElement.lang) this.#choose(choice)
  }

  async #choose(choice) {
    showAlert(this.ref("refused"), "")
    try {
      await chooseLanguage(choice.value)
      location.reload()
    } catch (failure) {
      choice.value = document.documentElement.lang
      showAlert(this.ref("refused"), failureSentence(failure))
    }
  }
}
