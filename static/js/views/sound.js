// One sound in a message: played, paused, and seen as a waveform where it has one.

import { durationText } from "../lib/measure.js"
import { fromText } from "../lib/small_bytes.js"
import { clone, ref } from "../lib/template.js"
import { t } from "../lib/words.js"

// One plays at a time.
let playing = null

/** Make the player of a sound; `open()` gives its address, and is called at the first play. */
export const makeSound = (file, open) => {
  const element = clone("sound")
  const audio = new Audio()
  const [play, seek] = [ref(element, "play"), ref(element, "seek")]
  const whole = () => Number.isFinite(audio.duration) ? audio.duration : (file.duration ?? 0) / 1000
  drawWave(ref(element, "wave"), file)
  element.toggleAttribute("data-wave", Boolean(file.waveform))
  ref(element, "name").textContent = file.voice ? t("voice-name") : file.name

  const show = () => {
    const done = whole() ? audio.currentTime / whole() : 0
    element.style.setProperty("--done", done)
    seek.value = Math.round(done * 100)
    const time = audio.currentTime ? audio.currentTime * 1000 : whole() * 1000
    ref(element, "time").textContent = durationText(time)
    seek.setAttribute("aria-valuetext", durationText(audio.currentTime * 1000))
    element.toggleAttribute("data-playing", !audio.paused)
    play.setAttribute("aria-label", t(audio.paused ? "sound-play" : "sound-pause"))
  }

  const start = async () => {
    element.toggleAttribute("data-busy", true)
    try {
      if (!audio.src) audio.src = await open()
      if (playing !== audio) playing?.pause()
      playing = audio
      await audio.play()
    } catch {
      ref(element, "time").textContent = t("sound-failed")
      return
    } finally {
      element.toggleAttribute("data-busy", false)
    }
    show()
  }

  play.addEventListener("click", () => audio.paused ? start() : audio.pause())
  seek.addEventListener("input", () => {
    audio.currentTime = seek.value / 100 * whole()
    show()
  })
  for (const name of ["timeupdate", "pause", "play", "durationchange"]) audio.addEventListener(name, show)
  audio.addEventListener("ended", () => {
    audio.currentTime = 0
    show()
  })
  show()
  return element
}

const drawWave = (wave, { waveform }) => {
  if (!waveform) return
  const bars = [...fromText(waveform)]
  wave.replaceChildren(...bars.map((loudness, place) => {
    const bar = document.createElement("i")
    bar.style.setProperty("--loudness", (loudness / 255).toFixed(2))
    bar.style.setProperty("--place", (place / bars.length).toFixed(3))
    return bar
  }))
}
