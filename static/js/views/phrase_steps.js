// A new recovery phrase: shown once, asked back for three of its words, then kept.

import { once, showAlert, showError, showErrors } from "../lib/forms.js"
import { newPhrase, wordsOf } from "../lib/phrase.js"
import { showProgress } from "../lib/progress.js"
import { clone } from "../lib/template.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

const STEPS = { open: "phrase-step-open", seal: "phrase-step-seal", send: "phrase-step-send" }
const ASKED = 3

// Which words are asked for, in their order: another choice each time, so that nobody writes down three alone.
const someOf = (count) => {
  const chosen = new Set()
  while (chosen.size < ASKED) chosen.add(crypto.getRandomValues(new Uint8Array(1))[0] % count)
  return [...chosen].sort((one, other) => one - other)
}

export class PhraseSteps extends View {
  #words = []
  #asked = []
  #work

  /** `work`: {save(phrase, onProgress) => Promise, saved(), left()}: what is done with it, and what comes after. */
  constructor(element, context, work) {
    super(element, context)
    this.#work = work
  }

  start() {
    this.ref("phrase-leave").addEventListener("click", () => this.#work.left())
    this.ref("phrase-next").addEventListener("click", () => this.#ask())
    this.ref("phrase-back").addEventListener("click", () => this.#show())
    this.ref("phrase-ask").addEventListener("input", ({ target }) => showError(target, ""))
    this.ref("phrase-ask").addEventListener("submit", (event) => {
      event.preventDefault()
      once(this.ref("phrase-submit"), () => this.#save())
    })
  }

  /** Make a phrase and show it. */
  async begin() {
    this.#words = wordsOf(await newPhrase())
    this.ref("phrase-words").replaceChildren(...this.#words.map((word) => {
      const element = clone("phrase-word")
      element.textContent = word
      return element
    }))
    this.element.hidden = false
    this.#show()
  }

  /** Forget the phrase: nothing of it stays in the page. */
  forget() {
    this.#words = []
    this.ref("phrase-words").replaceChildren()
    this.ref("phrase-ask").reset()
    this.element.hidden = true
  }

  #show() {
    this.#turn(false)
    this.ref("phrase-words").focus()
  }

  #ask() {
    this.#asked = someOf(this.#words.length)
    this.ref("phrase-ask").reset()
    showAlert(this.ref("phrase-alert"), "")
    this.#fields.forEach((input, n) => {
      input.labels[0].textContent = t("phrase-word", { place: this.#asked[n] + 1 })
      showError(input, "")
    })
    this.#turn(true)
    this.#fields[0].focus()
  }

  get #fields() {
    return Array.from({ length: ASKED }, (_, n) => this.ref(`phrase-${n + 1}`))
  }

  #turn(isAsking) {
    this.ref("phrase-show").hidden = isAsking
    this.ref("phrase-ask").hidden = !isAsking
  }

  async #save() {
    const isRight = (input, n) => input.value.trim().toLowerCase() === this.#words[this.#asked[n]]
    showAlert(this.ref("phrase-alert"), "")
    const errors = this.#fields.map((input, n) => [input, isRight(input, n) ? "" : t("phrase-word-wrong")])
    if (!showErrors(errors)) return
    try {
      await this.#work.save(this.#words.join(" "), (step) => showProgress(this, STEPS, step))
      this.#work.saved()
    } catch (failure) {
      showAlert(this.ref("phrase-alert"), failureSentence(failure))
    } finally {
      showProgress(this, STEPS, null)
    }
  }
}
