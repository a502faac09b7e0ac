// What a message says of a file, found out before it is sent.

import { tidyName, tidyType } from "./file_name.js"
import { mediaKind } from "./media.js"
import { preparePicture, previewOf } from "./picture.js"

// A file that this browser cannot play may never say so.
const PATIENCE = 5_000

const loaded = (element, url, event) => new Promise((resolve, reject) => {
  const timer = setTimeout(reject, PATIENCE)
  element.addEventListener(event, () => {
    clearTimeout(timer)
    resolve()
  }, { once: true })
  element.addEventListener("error", reject, { once: true })
  Object.assign(element, { muted: true, preload: "auto", src: url })
})

const aboutTrack = async (kind, { blob }) => {
  const element = document.createElement(kind)
  const url = URL.createObjectURL(blob)
  try {
    await loaded(element, url, kind === "video" ? "loadeddata" : "loadedmetadata")
    const about = {}
    if (Number.isFinite(element.duration)) about.duration = Math.round(element.duration * 1000)
    if (kind === "video" && element.videoWidth) {
      const { videoWidth: width, videoHeight: height } = element
      Object.assign(about, { width, height })
      const preview = await previewOf(element, { width, height })
      if (preview) about.preview = preview
    }
    return about
  } finally {
    element.removeAttribute("src")
    URL.revokeObjectURL(url)
  }
}

/**
 * Prepare a file: {original, clean, isPicture}: what would be sent of it as it is, and without what else it holds, as {blob, name, type, …};
 * `clean` is null where that cannot be done.
 */
export const prepare = async (file) => {
  const plain = { blob: file, name: tidyName(file.name), type: tidyType(file.type) }
  const isPicture = plain.type.startsWith("image/")
  const kind = mediaKind(plain.type)
  try {
    if (isPicture) {
      const { isClean, preview, ...made } = await preparePicture(plain)
      const shown = preview ? { preview } : {}
      const { width, height } = made
      const original = { ...plain, width, height, ...shown }
      return { original, clean: isClean ? { ...made, ...shown } : null, isPicture }
    }
    if (kind) return { original: { ...plain, ...await aboutTrack(kind, plain) }, clean: null, isPicture }
  } catch {
    // It is sent all the same, as any other file.
  }
  return { original: plain, clean: null, isPicture }
}
