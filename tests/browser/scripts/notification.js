// A system that shows no notification and makes no sound, and keeps what it was asked for. Whoever is asked says yes.
window.notices = []
window.tones = 0
window.Notification = class extends EventTarget {
  static get permission() {
    return localStorage.getItem("permission") ?? "default"
  }

  static async requestPermission() {
    localStorage.setItem("permission", "granted")
    return "granted"
  }

  constructor(title, { body, tag }) {
    super()
    Object.assign(this, { title, body, tag, isOpen: true })
    window.notices.push(this)
  }

  close() {
    this.isOpen = false
  }
}
const { createOscillator } = AudioContext.prototype
AudioContext.prototype.createOscillator = function () {
  window.tones += 1
  return createOscillator.call(this)
}
