// The files that will go with the next message: picked, dropped or pasted, and what is sent of each.

import { mediaKind } from "../lib/media.js"
import { sizeText } from "../lib/measure.js"
import { prepare } from "../lib/prepare.js"
import { previewUrl } from "../lib/small_bytes.js"
import { clone, ref } from "../lib/template.js"
import { View } from "../lib/view.js"
import { t } from "../lib/words.js"

// PROTOCOL 2.
const MAX_FILES = 10

const hasFiles = ({ dataTransfer }) => [...dataTransfer?.types ?? []].includes("Files")

export class Tray extends View {
  // By room, as what was begun to be written is; in memory only.
  #rooms = new Map()
  #room = null
  #depth = 0

  constructor(element, context) {
    super(element, context)
    context.tray = this
  }

  start() {
    const { place } = this.context
    place.addEventListener("open", () => {
      this.#room = place.opened
      this.#draw()
    })
    const input = document.getElementById("attach-input")
    document.getElementById("attach").addEventListener("click", () => input.click())
    input.addEventListener("change", () => {
      this.add([...input.files])
      input.value = ""
    })
    document.getElementById("message").addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files]
      if (!files.length) return
      event.preventDefault()
      this.add(files)
    })
    this.#listenToDrops(this.element.closest(".room"))
  }

  get isEmpty() {
    return this.#entries.length === 0
  }

  get #entries() {
    return this.#rooms.get(this.#room) ?? []
  }

  /** Put files in. */
  add(files) {
    const { maxFile } = this.context.client
    const entries = this.#entries
    const large = files.filter(({ size }) => size > maxFile)
    const fitting = files.filter((file) => !large.includes(file))
    const taken = fitting.slice(0, MAX_FILES - entries.length)
    const added = taken.map((file) => ({ file, prepared: prepare(file), ready: null, url: null, isOriginal: false }))
    this.#rooms.set(this.#room, [...entries, ...added])
    for (const entry of added) entry.prepared.then((ready) => {
      entry.ready = ready
      this.#draw()
    })
    this.#draw()
    if (large.length) this.#say(t("tray-too-large", { name: large[0].name, size: sizeText(maxFile) }))
    else if (taken.length < fitting.length) this.#say(t("tray-too-many", { count: MAX_FILES }))
    document.getElementById("message").focus({ preventScroll: true })
  }

  /** Send what is in here, with a caption. What could not be sent is put back. */
  async send(room, text, options) {
    const entries = this.#rooms.get(room)
    this.#rooms.delete(room)
    this.#draw()
    try {
      const prepared = await Promise.all(entries.map(({ prepared }) => prepared))
      const sources = prepared.map(({ original, clean }, place) => {
        return entries[place].isOriginal ? original : clean ?? original
      })
      await this.context.client.sendFiles(room, sources, { text, ...options })
    } catch (failure) {
      this.#rooms.set(room, [...entries, ...this.#rooms.get(room) ?? []])
      this.#draw()
      throw failure
    }
    for (const { url } of entries) if (url) URL.revokeObjectURL(url)
  }

  // Entering a child is told before leaving its parent.
  #listenToDrops(room) {
    const zone = document.getElementById("dropzone")
    const show = (change) => {
      this.#depth = change ? Math.max(0, this.#depth + change) : 0
      zone.hidden = !this.#depth
    }
    const form = this.element.closest("form")
    const isWelcome = (event) => hasFiles(event) && room.dataset.state === "open" && !form.hidden
    room.addEventListener("dragenter", (event) => isWelcome(event) && show(1))
    room.addEventListener("dragleave", (event) => isWelcome(event) && show(-1))
    room.addEventListener("dragover", (event) => isWelcome(event) && event.preventDefault())
    room.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (isWelcome(event)) this.add([...event.dataTransfer.files])
      show(0)
    })
    // Beside the chat a file would take the place of the page.
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => hasFiles(event) && event.preventDefault())
  }

  #draw() {
    const entries = this.#entries
    this.element.hidden = entries.length === 0
    this.ref("list").replaceChildren(...entries.map((entry) => this.#item(entry)))
    const pictures = entries.filter(({ ready }) => ready?.clean)
    this.ref("originals").hidden = pictures.length === 0
    const box = this.ref("original")
    box.checked = pictures.some(({ isOriginal }) => isOriginal)
    box.onchange = () => {
      for (const entry of pictures) entry.isOriginal = box.checked
    }
    const unclean = entries.some(({ ready }) => ready?.isPicture && !ready.clean)
    this.#say(unclean ? t("tray-unclean") : "")
  }

  #item(entry) {
    const { file, ready } = entry
    const element = clone("tray-item")
    ref(element, "name").textContent = file.name
    ref(element, "size").textContent = sizeText(file.size)
    ref(element, "remove").setAttribute("aria-label", t("tray-remove", { name: file.name }))
    ref(element, "remove").addEventListener("click", () => this.#remove(entry))
    element.toggleAttribute("data-preparing", !ready)
    const picture = ref(element, "picture")
    if (mediaKind(ready?.original.type ?? "") === "image") picture.src = entry.url ??= URL.createObjectURL(ready.clean?.blob ?? file)
    else if (ready?.original.preview) picture.src = previewUrl(ready.original.preview)
    picture.hidden = !picture.src
    return element
  }

  #remove(entry) {
    if (entry.url) URL.revokeObjectURL(entry.url)
    this.#rooms.set(this.#room, this.#entries.filter((one) => one !== entry))
    this.#draw()
    document.getElementById("message").focus({ preventScroll: true })
  }

  #say(text) {
    const alert = document.getElementById("message-alert")
    alert.textContent = text
    alert.hidden = !text
  }
}
