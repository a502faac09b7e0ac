// The part of a form in which a person says by what they come back: the recovery phrase, or a key file with its password.

import { textOfChosen } from "../lib/chosen_file.js"
import { showError } from "../lib/forms.js"
import { readPhrase } from "../lib/phrase.js"
import { phraseError } from "../lib/phrase_error.js"
import { sentence, t } from "../lib/words.js"

// What is wrong with the file stands beside it, what is wrong with its password beside that.
const OF_THE_FILE = new Set(["file-damaged", "file-large", "file-newer", "file-none", "file-old", "file-owner", "file-purpose", "other-file"])

const PROBLEMS = {
  missing: () => t("key-file-missing"),
  large: () => sentence("file-large"),
  unreadable: () => t("key-file-unreadable"),
}

/** The error beside the field of a chosen file: an empty text where it could be read. */
export const chosenError = ({ problem }) => PROBLEMS[problem]?.() ?? ""

/** Show a refusal of a file beside the field that it is about; gives whether there is one. */
export const refuseFile = (view, prefix, { code }) => {
  const field = OF_THE_FILE.has(code) ? "file" : code === "file-password" ? code : null
  if (!field) return false
  showError(view.ref(prefix + field), sentence(code))
  view.ref(prefix + field).focus()
  return true
}

export class WayBack {
  #view
  #prefix

  /** @param view whose element has partials/way-back.html with this prefix */
  constructor(view, prefix = "") {
    this.#view = view
    this.#prefix = prefix
  }

  /** @param turned called when another way was chosen */
  start(turned = () => {}) {
    for (const radio of this.#radios) {
      radio.addEventListener("change", () => {
        this.#show()
        turned()
      })
    }
    // Somebody may have chosen before this script came.
    if (this.#radios.some(({ checked }) => checked)) this.#show()
    else this.choose("phrase")
  }

  /** "phrase" or "file". */
  get chosen() {
    return this.#radios.find(({ checked }) => checked).value
  }

  choose(way) {
    for (const radio of this.#radios) radio.checked = radio.value === way
    this.#show()
  }

  /** What was entered: {errors: [[input, text]], by: {phrase} or {file: {text, password}}}. */
  async read() {
    if (this.chosen === "phrase") {
      const read = await readPhrase(this.#ref("phrase").value)
      return { errors: [[this.#ref("phrase"), phraseError(read)]], by: { phrase: read.phrase } }
    }
    const [input, { value: password }] = [this.#ref("file"), this.#ref("file-password")]
    const read = await textOfChosen(input)
    const errors = [[input, chosenError(read)], [this.#ref("file-password"), password ? "" : t("key-file-password-missing")]]
    return { errors, by: { file: { text: read.text, password } } }
  }

  /** Show a refusal beside the field that it is about; gives whether there is one. */
  refuse(failure) {
    return refuseFile(this.#view, this.#prefix, failure)
  }

  get #radios() {
    return [...this.#view.element.querySelectorAll(`input[name="${this.#prefix}way"]`)]
  }

  #ref(name) {
    return this.#view.ref(this.#prefix + name)
  }

  #show() {
    for (const way of ["phrase", "file"]) this.#ref(`by-${way}`).hidden = this.chosen !== way
  }
}
