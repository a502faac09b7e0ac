// QR codes: drawn as the path of an SVG, found in pictures. The library is fetched when it is first needed.

// The white margin that readers rely on, in modules (ISO/IEC 18004 asks for four).
const QUIET = 4
// A code fills a part of a photograph; most are found in the smaller size, in a fraction of the time.
const SIZES = [800, 2_000]

/** The dark modules of a text's QR code: `path` in a square of `size`, its margin included. */
export const drawQr = async (text) => {
  const { encodeQR } = await import("qr")
  const rows = encodeQR(text, "raw", { ecc: "medium", border: QUIET })
  const path = rows.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : "")).join("")
  return { size: rows.length, path }
}

/** The text of a QR code in pixels (`{width, height, data}`), or null where none is found. */
export const readPixels = async (pixels) => {
  const { decodeQR } = await import("qr/decode.js")
  try {
    return decodeQR(pixels)
  } catch {
    // It throws for whatever it cannot find or read, and says no more than that.
    return null
  }
}

const canvas = () => canvas.element ??= document.createElement("canvas")

/** The text of a QR code in something that a canvas can draw, or null; no side larger than `limit` pixels. */
export const readFrame = (source, width, height, limit = SIZES[0]) => {
  const scale = Math.min(1, limit / Math.max(width, height))
  const element = canvas()
  element.width = Math.max(1, Math.round(width * scale))
  element.height = Math.max(1, Math.round(height * scale))
  const context = element.getContext("2d", { willReadFrequently: true })
  // What is transparent in a picture would be black.
  context.fillStyle = "white"
  context.fillRect(0, 0, element.width, element.height)
  context.drawImage(source, 0, 0, element.width, element.height)
  return readPixels(context.getImageData(0, 0, element.width, element.height))
}

/** The text of a QR code in an image file, or null where there is none, or no image. */
export const readFile = async (file) => {
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  try {
    for (const size of SIZES) {
      const text = await readFrame(picture, picture.width, picture.height, size)
      if (text !== null || Math.max(picture.width, picture.height) <= size) return text
    }
    return null
  } finally {
    picture.close()
  }
}
