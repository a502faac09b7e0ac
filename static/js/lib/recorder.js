// Records a voice message: what the microphone hears, and how loud it was.

import { toWaveform } from "./small_bytes.js"

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"]
const BITS = 32_000
// Between two looks at the loudness, in milliseconds.
const STEP = 80

/** Whether this browser can record. */
export const canRecord = () => Boolean(globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia)

export class Recorder {
  #stream
  #recorder
  #context
  #timer
  #parts = []
  #levels = []
  #begun

  /**
   * Begin to record; rejects where there is no microphone, or it may not be used.
   * @param heard (level from 0 to 1, milliseconds so far)
   */
  async start(heard) {
    const audio = { echoCancellation: true, noiseSuppression: true }
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio })
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    this.#recorder = new MediaRecorder(this.#stream, { mimeType, audioBitsPerSecond: BITS })
    this.#recorder.addEventListener("dataavailable", ({ data }) => data.size && this.#parts.push(data))
    this.#recorder.start()
    this.#begun = performance.now()
    this.#watch(heard)
  }

  /** End it: {blob, type, duration, waveform}. */
  async stop() {
    const duration = Math.round(performance.now() - this.#begun)
    const ended = new Promise((resolve) => this.#recorder.addEventListener("stop", resolve, { once: true }))
    this.#recorder.stop()
    await ended
    this.cancel()
    const [type] = this.#recorder.mimeType.split(";")
    return { blob: new Blob(this.#parts, { type }), type, duration, waveform: toWaveform(this.#levels) }
  }

  /** Let go of the microphone, and of what was recorded. */
  cancel() {
    clearInterval(this.#timer)
    this.#context?.close().catch(() => {})
    this.#context = null
    for (const track of this.#stream?.getTracks() ?? []) track.stop()
  }

  #watch(heard) {
    this.#context = new AudioContext()
    const analyser = this.#context.createAnalyser()
    this.#context.createMediaStreamSource(this.#stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
      this.#levels.push(level)
      heard(Math.min(1, level * 4), performance.now() - this.#begun)
    }, STEP)
  }
}
