// The camera, looked through until a QR code is in sight.

import { readFrame } from "./qr.js"

// Often enough to feel like at once, and the page stays usable on a slow machine.
const PAUSE = 120

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE))

/** Whether this browser has a camera that could be asked for. */
export const hasCamera = async () => {
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? []
  return devices.some(({ kind }) => kind === "videoinput")
}

export class Camera {
  // One for each look; another look, or none, ends those before.
  #turn = null
  #stream = null

  /** Show in `video` what the camera sees, and give the text of the first QR code; null when stopped. Rejects where there is no camera to use. */
  async look(video) {
    this.stop()
    const turn = this.#turn = {}
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })
    // The person may have closed the dialog before answering the browser's question.
    if (this.#turn !== turn) return end(stream)
    this.#stream = stream
    video.srcObject = stream
    // Closing the dialog interrupts it, which is no failure.
    await video.play().catch(() => {})
    let text = null
    while (this.#turn === turn && text === null) {
      if (video.videoWidth) text = await readFrame(video, video.videoWidth, video.videoHeight)
      if (text === null) await pause()
    }
    if (this.#turn !== turn) return null
    this.stop()
    video.srcObject = null
    return text
  }

  /** Stop looking, and let go of the camera. */
  stop() {
    this.#turn = null
    end(this.#stream)
    this.#stream = null
  }
}

const end = (stream) => {
  for (const track of stream?.getTracks() ?? []) track.stop()
  return null
}
