// The files of messages: pictures and films are shown, sounds are played, everything else is offered for saving.

import { endingOf } from "../lib/file_name.js"
import { shownAs } from "../lib/media.js"
import { durationText, sizeText } from "../lib/measure.js"
import { previewUrl } from "../lib/small_bytes.js"
import { clone, ref } from "../lib/template.js"
import { failureSentence, t } from "../lib/words.js"
import { drawPart } from "./part.js"
import { makeSound } from "./sound.js"

// Pictures up to this size, in bytes, are fetched as they come into sight; others when they are asked for.
const BY_ITSELF = 12 * 1024 * 1024

export class Files {
  #context
  #observer
  // element → {room, file}
  #shown = new WeakMap()

  constructor(context, root) {
    this.#context = context
    this.#observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.#load(target)
    }, { root, rootMargin: "400px" })
  }

  /** Bring the files of a message up to date. */
  draw(element, { type, item }) {
    if (type !== "message") return
    drawPart(element, "files", item.files.length > 0, (place) => this.#fill(place, item.files))
    drawPart(element, "progress", item.status === "uploading", (progress) => drawProgress(progress, item.progress))
  }

  /** Do what a button asks; gives whether it was one of ours. */
  act(action, button) {
    const tile = button.closest("[data-file]")
    if (action === "open-file") this.#open(tile)
    else if (action === "save-file") this.#save(tile, button)
    else return false
    return true
  }

  #fill(place, files) {
    const ids = files.map(({ id }) => id).join(" ")
    if (place.dataset.ids === ids) return
    const room = this.#context.place.opened
    Object.assign(place.dataset, { ids, count: files.length })
    place.replaceChildren(...files.map((file) => this.#make(room, file)))
    place.toggleAttribute("data-media", files.every((file) => ["image", "video"].includes(shownAs(file))))
  }

  #make(room, file) {
    const kind = shownAs(file)
    const element = kind === "audio" ? this.#sound(room, file) : kind ? this.#picture(room, file, kind) : this.#tile(file)
    element.dataset.file = file.id
    this.#shown.set(element, { room, file })
    if (kind === "image" && file.size <= BY_ITSELF) this.#observer.observe(element)
    return element
  }

  #sound(room, file) {
    const element = makeSound(file, () => this.#context.client.openFile(room, file))
    ref(element, "save").setAttribute("aria-label", t("file-save", { name: file.name }))
    return element
  }

  #picture(room, file, kind) {
    const element = clone("picture")
    const { width = 4, height = 3 } = file
    element.style.setProperty("--ratio", `${width} / ${height}`)
    element.style.setProperty("--inline", `${Math.round(Math.min(22, Math.max(7, 20 * width / height)))}rem`)
    element.dataset.kind = kind
    element.setAttribute("aria-label", t(kind === "video" ? "file-open-video" : "file-open-image", { name: file.name }))
    if (file.preview) ref(element, "preview").src = previewUrl(file.preview)
    ref(element, "preview").hidden = !file.preview
    ref(element, "duration").textContent = kind === "video" && file.duration ? durationText(file.duration) : ""
    return element
  }

  #tile(file) {
    const element = clone("file")
    ref(element, "name").textContent = file.name
    ref(element, "name").title = file.name
    ref(element, "about").textContent = [endingOf(file.name).slice(1).toUpperCase(), sizeText(file.size)].filter(Boolean).join(" · ")
    ref(element, "save").setAttribute("aria-label", t("file-save", { name: file.name }))
    return element
  }

  async #load(element) {
    this.#observer.unobserve(element)
    const { room, file } = this.#shown.get(element)
    const picture = ref(element, "picture")
    try {
      picture.src = await this.#context.client.openFile(room, file)
      await picture.decode()
      element.toggleAttribute("data-loaded", true)
    } catch (failure) {
      element.toggleAttribute("data-failed", true)
      element.title = failureSentence(failure)
    }
  }

  #open(element) {
    const { room, file } = this.#shown.get(element)
    const all = this.#context.client.timeline(room)
      .flatMap(({ files = [] }) => files)
      .filter((one) => ["image", "video"].includes(shownAs(one)))
    this.#context.dialogs.get("lightbox").show(room, all, all.findIndex(({ id }) => id === file.id))
  }

  async #save(element, button) {
    const { room, file } = this.#shown.get(element)
    if (button.getAttribute("aria-disabled") === "true") return
    button.setAttribute("aria-disabled", "true")
    const alert = ref(element, "alert")
    alert.hidden = true
    try {
      await this.#context.client.saveFile(room, file, {
        progressed: (done) => button.style.setProperty("--progress", file.size ? (done / file.size).toFixed(3) : "1"),
      })
    } catch (failure) {
      alert.textContent = failureSentence(failure)
      alert.hidden = false
    } finally {
      button.removeAttribute("aria-disabled")
      button.style.removeProperty("--progress")
    }
  }
}

const drawProgress = (element, progress) => {
  element.style.setProperty("--progress", progress.toFixed(3))
  ref(element, "bar").setAttribute("aria-valuenow", Math.round(progress * 100))
  ref(element, "percent").textContent = progress.toLocaleString(undefined, { style: "percent" })
}
