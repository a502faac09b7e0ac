// The few bytes that a message carries about a file, and base64url for them (PROTOCOL 8).

const plain = (bytes) => btoa(String.fromCharCode(...bytes))

export const toText = (bytes) => plain(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

export const fromText = (text) => {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
}

const JPEG = [0xff, 0xd8]

/** The address of a preview. Its type is said by us: what cannot be such a picture is none. */
export const previewUrl = (text) => {
  const bytes = fromText(text)
  const type = JPEG.every((byte, place) => bytes[place] === byte) ? "image/jpeg" : "image/webp"
  return `data:${type};base64,${plain(bytes)}`
}

const BARS = 48

/** Loudness over time, as at most 48 bytes: the loudest of each stretch, the loudest of all being 255. */
export const toWaveform = (levels) => {
  const count = Math.min(BARS, Math.max(levels.length, 1))
  const most = Math.max(...levels, 0.001)
  const edge = (place) => place * levels.length / count
  return toText(Array.from({ length: count }, (_, place) => {
    const stretch = levels.slice(Math.floor(edge(place)), Math.ceil(edge(place + 1)))
    return Math.round(Math.max(...stretch, 0) / most * 255)
  }))
}
