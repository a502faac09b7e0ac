// Recording a voice message, in the place of the field.

import { once } from "../lib/forms.js"
import { durationText } from "../lib/measure.js"
import { canRecord, Recorder } from "../lib/recorder.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

// Shorter than this is a slip of the finger, in milliseconds.
const SHORTEST = 500

export class Voice extends View {
  #recorder = null
  #room = null

  start() {
    const button = document.getElementById("record")
    button.hidden = !canRecord()
    // Pressed again while the microphone is asked for, it would be listened to twice, and let go of once.
    button.addEventListener("click", () => once(button, () => this.#begin()))
    this.ref("cancel").addEventListener("click", () => this.#end())
    this.ref("send").addEventListener("click", () => once(this.ref("send"), () => this.#send()))
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      this.#end()
    })
    this.context.place.addEventListener("open", () => this.#end())
  }

  async #begin() {
    const recorder = new Recorder()
    try {
      await recorder.start((level, duration) => this.#heard(level, duration))
    } catch {
      recorder.cancel()
      return this.#say(t("voice-no-microphone"))
    }
    this.#recorder = recorder
    this.#room = this.context.place.opened
    this.#show(true)
    this.ref("send").focus()
  }

  async #send() {
    const [recorder, room] = [this.#recorder, this.#room]
    if (!recorder) return
    const { blob, type, duration, waveform } = await recorder.stop()
    this.#end()
    if (duration < SHORTEST) return
    const ending = type.split("/")[1]
    const name = `${t("voice-name")}.${ending}`
    await this.context.client.sendFiles(room, [{ blob, name, type, duration, waveform, voice: true }])
  }

  #end() {
    if (!this.#recorder) return
    this.#recorder.cancel()
    this.#recorder = null
    this.#show(false)
    document.getElementById("message").focus({ preventScroll: true })
  }

  #heard(level, duration) {
    this.ref("level").style.setProperty("--level", level.toFixed(2))
    const shown = durationText(duration)
    if (this.ref("time").textContent !== shown) this.ref("time").textContent = shown
  }

  #show(isOn) {
    this.element.hidden = !isOn
    this.element.closest("form").toggleAttribute("data-recording", isOn)
    this.#say("")
  }

  #say(text) {
    const alert = document.getElementById("message-alert")
    alert.textContent = text
    alert.hidden = !text
  }
}
