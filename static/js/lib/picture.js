// Pictures before they are sent: made anew from what they show, so that nothing else of the file goes along (place, camera, time), and as
// a preview of a few pixels.

import { endingOf } from "./file_name.js"
import { toText } from "./small_bytes.js"

// Larger ones are made smaller: more than any screen shows.
const LONGEST_SIDE = 4096
const PREVIEW_WIDTH = 24
const MAX_PREVIEW = 1500

// What is made of what; a type that is not here, such as a moving GIF, is sent as it is.
const MADE = {
  "image/jpeg": ["image/jpeg", ".jpg"],
  "image/png": ["image/png", ".png"],
  "image/webp": ["image/webp", ".webp"],
  "image/avif": ["image/webp", ".webp"],
  "image/bmp": ["image/png", ".png"],
}
const QUALITY = 0.9

const draw = (bitmap, width, height) => {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext("2d")
  context.imageSmoothingQuality = "high"
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas
}

const fit = ({ width, height }, longest) => {
  const scale = Math.min(1, longest / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/** A preview of anything that can be drawn, or null where it would be too long. */
export const previewOf = async (drawable, { width, height }) => {
  const canvas = draw(drawable, PREVIEW_WIDTH, Math.min(64, Math.max(1, Math.round(PREVIEW_WIDTH * height / width))))
  for (const type of ["image/webp", "image/jpeg"]) {
    const blob = await canvas.convertToBlob({ type, quality: 0.5 })
    if (blob.type === type && blob.size <= MAX_PREVIEW) return toText(new Uint8Array(await blob.arrayBuffer()))
  }
  return null
}

const renamed = (name, ending) => {
  const old = endingOf(name)
  if (ending === ".jpg" && /^\.jpe?g$/i.test(old)) return name
  return old.toLowerCase() === ending ? name : name.slice(0, name.length - old.length) + ending
}

/**
 * Make a picture anew: {blob, name, type, width, height, preview, isClean}; `isClean` is false where it stays as it is, with all that it
 * holds. Rejects where it is no picture that this browser can read.
 */
export const preparePicture = async ({ blob, name, type }) => {
  // Turned as the camera was held: that, too, stands in what is left out.
  const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" })
  try {
    const preview = await previewOf(bitmap, bitmap)
    if (!MADE[type]) return { blob, name, type, width: bitmap.width, height: bitmap.height, preview, isClean: false }
    const [madeType, ending] = MADE[type]
    const [width, height] = fit(bitmap, LONGEST_SIDE)
    const made = await draw(bitmap, width, height).convertToBlob({ type: madeType, quality: QUALITY })
    const named = made.type === madeType ? ending : ".png"
    return { blob: made, name: renamed(name, named), type: made.type, width, height, preview, isClean: true }
  } finally {
    bitmap.close()
  }
}
