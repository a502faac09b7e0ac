// A picture or film as large as the screen, and the others of the chat beside it.

import { shownAs } from "../lib/media.js"
import { sizeText } from "../lib/measure.js"
import { previewUrl } from "../lib/small_bytes.js"
import { View } from "../lib/view.js"
import { failureSentence, t } from "../lib/words.js"

export class Lightbox extends View {
  #room = null
  #files = []
  #place = 0

  constructor(element, context) {
    super(element, context)
    context.dialogs.set("lightbox", this)
  }

  start() {
    this.ref("next").addEventListener("click", () => this.#go(1))
    this.ref("previous").addEventListener("click", () => this.#go(-1))
    this.ref("save").addEventListener("click", () => this.#save())
    this.ref("close").addEventListener("click", () => this.element.close())
    this.element.addEventListener("close", () => this.#clear())
    this.element.addEventListener("click", ({ target }) => {
      if (target === this.element || target === this.ref("stage")) this.element.close()
    })
    this.element.addEventListener("keydown", ({ key }) => {
      const isForward = key === "ArrowRight" !== (document.dir === "rtl")
      if (key === "ArrowRight" || key === "ArrowLeft") this.#go(isForward ? 1 : -1)
    })
  }

  /** Show one of some files of a room. */
  show(room, files, place) {
    this.#room = room
    this.#files = files
    this.#place = place
    this.element.showModal()
    this.#draw()
  }

  #go(step) {
    const place = this.#place + step
    // A film is moved in by the same keys.
    if (place < 0 || place >= this.#files.length || document.activeElement === this.ref("film")) return
    this.#place = place
    this.#draw()
  }

  async #draw() {
    this.#clear()
    const file = this.#files[this.#place]
    const kind = shownAs(file)
    this.ref("name").textContent = file.name
    this.ref("size").textContent = sizeText(file.size)
    this.ref("previous").hidden = this.#place === 0
    this.ref("next").hidden = this.#place === this.#files.length - 1
    const shown = this.ref(kind === "video" ? "film" : "picture")
    const preview = this.ref("preview")
    preview.hidden = !file.preview
    if (file.preview) preview.src = previewUrl(file.preview)
    for (const one of [preview, this.ref("picture")]) one.style.setProperty("--ratio", `${file.width ?? 4} / ${file.height ?? 3}`)
    this.ref("picture").alt = file.name
    this.element.setAttribute("aria-label", t("lightbox", { name: file.name }))
    try {
      const url = await this.context.client.openFile(this.#room, file)
      if (file !== this.#files[this.#place] || !this.element.open) return
      shown.src = url
      shown.hidden = false
      preview.hidden = true
      if (kind === "video") await shown.play().catch(() => {})
    } catch (failure) {
      this.#say(failureSentence(failure))
    }
  }

  async #save() {
    try {
      await this.context.client.saveFile(this.#room, this.#files[this.#place])
    } catch (failure) {
      this.#say(failureSentence(failure))
    }
  }

  #clear() {
    const [picture, film] = [this.ref("picture"), this.ref("film")]
    film.pause()
    for (const one of [picture, film]) {
      one.hidden = true
      one.removeAttribute("src")
    }
    this.#say("")
  }

  #say(text) {
    this.ref("alert").textContent = text
    this.ref("alert").hidden = !text
  }
}
