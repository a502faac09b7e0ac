// What of a file may be shown in the page: types that cannot hold scripts. All others are saved, and nothing else.

const SHOWN = {
  image: new Set(["image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"]),
  video: new Set(["video/mp4", "video/ogg", "video/webm"]),
  audio: new Set([
    "audio/aac", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "audio/x-m4a", "audio/x-wav",
  ]),
}

/** "image", "video", "audio", or null where it is only to be saved. */
export const mediaKind = (type) => Object.keys(SHOWN).find((kind) => SHOWN[kind].has(type)) ?? null

/** Above this, in bytes, nothing is opened in the page: it would have to be in memory as a whole. */
export const MAX_SHOWN = 64 * 1024 * 1024

/** What a file is in the chat: shown as a medium, or offered for saving. */
export const shownAs = ({ type, size }) => size <= MAX_SHOWN ? mediaKind(type) : null
