// What a message says, or brings along, where there is room for one line of it.

import { plain } from "../lib/markup/plain.js"
import { t } from "../lib/words.js"

/** Of a message or its preview (session/preview.js); empty where there is none. */
export const lastText = (message) => message?.text ? plain(message.text) : filesText(message?.files)

const filesText = ([file, ...others] = []) => {
  if (!file) return ""
  const name = file.voice ? t("voice-name") : file.name
  return others.length ? t("chat-preview-files", { name, count: others.length }) : name
}
