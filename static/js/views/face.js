// The faces of people and chats: a person is known by the picture of their keys, a group by its title.

import { drawAvatar, drawIcon } from "../lib/avatar.js"
import { ref } from "../lib/template.js"
import { t } from "../lib/words.js"

/** Draw a person; initials as long as their keys are not known. */
export const drawFace = (element, client, username) =>
  drawAvatar(element, username, { fingerprint: client.person(username)?.fingerprint })

/** Draw a chat: between two, the other one. */
export const drawChatFace = (element, client, { isNotes, kind, peer, title }) => {
  if (isNotes) return drawIcon(element, "notes")
  if (peer) return drawFace(element, client, peer)
  drawAvatar(element, title, { group: kind === "group" })
}

/** Show on the avatar inside an element that a person is there: "here", "idle" or null, with a word in `data-ref="presence"`. */
export const drawPresence = (element, presence) => {
  const { dataset } = ref(element, "avatar")
  if (presence) dataset.presence = presence
  else delete dataset.presence
  const word = ref(element, "presence")
  word.hidden = !presence
  word.textContent = presence ? t(`presence-${presence}`) : ""
}
