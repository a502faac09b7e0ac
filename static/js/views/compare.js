// The ways to compare a safety number: by the camera, from an image, from digits.

import { Camera, hasCamera } from "../lib/camera.js"
import { once, showErrors } from "../lib/forms.js"
import { readFile } from "../lib/qr.js"
import { parseSafetyNumber } from "../lib/safety_number.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

export class Compare extends View {
  #camera = new Camera()
  #judge

  /** `judge(digits)` gives what a number means here: {tone: "equal" | "different", what, next}. */
  constructor(element, context, judge) {
    super(element, context)
    this.#judge = judge
  }

  start() {
    this.ref("scan").addEventListener("click", () => this.#scan())
    this.ref("stop").addEventListener("click", () => {
      this.stop()
      this.#say()
      this.ref("scan").focus()
    })
    this.ref("choose").addEventListener("click", () => this.ref("file").click())
    this.ref("file").addEventListener("change", () => once(this.ref("choose"), () => this.#readFile()))
    this.element.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#readDigits()
    })
  }

  /** Begin anew. */
  async reset() {
    this.stop()
    this.#say()
    this.ref("scan").hidden = !await hasCamera()
  }

  /** Let go of the camera. */
  stop() {
    this.#camera.stop()
    this.#look(false)
  }

  async #scan() {
    this.#look(true)
    this.#say({ what: "", next: t("compare-looking") })
    this.ref("stop").focus()
    try {
      const text = await this.#camera.look(this.ref("video"))
      if (text === null) return
      this.#look(false)
      this.#say(this.#verdict(text))
    } catch {
      this.#look(false)
      this.#say({ what: "", next: t("compare-no-camera") })
    }
    this.ref("scan").focus()
  }

  #look(active) {
    this.ref("video").hidden = !active
    this.ref("stop").hidden = !active
    this.ref("scan").hidden = active
    if (active) this.ref("video").scrollIntoView({ block: "nearest" })
    else this.ref("video").srcObject = null
  }

  async #readFile() {
    const [file] = this.ref("file").files
    if (!file) return
    this.stop()
    const text = await readFile(file)
    // The same file may be chosen again.
    this.ref("file").value = ""
    this.#say(text === null ? { what: "", next: t("compare-no-code") } : this.#verdict(text))
  }

  #readDigits() {
    const input = this.ref("other-number")
    const digits = parseSafetyNumber(input.value)
    this.#say()
    if (showErrors([[input, digits ? "" : t("compare-no-number")]])) this.#say(this.#judge(digits))
  }

  #verdict(text) {
    const digits = parseSafetyNumber(text)
    return digits ? this.#judge(digits) : { what: "", next: t("compare-no-number-in-code") }
  }

  #say({ tone = "", what = "", next = "" } = {}) {
    this.ref("verdict").classList.toggle("is-said", Boolean(next))
    this.ref("verdict").dataset.tone = tone
    this.ref("verdict-what").textContent = what
    this.ref("verdict-next").textContent = next
    if (next) this.ref("verdict").scrollIntoView({ block: "nearest" })
  }
}
