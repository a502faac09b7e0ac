// The faces of people and chats: a person is known by the picture of their keys, a group by its title.

import { drawAvatar } from "../lib/avatar.js"

/** Draw a person; initials as long as their keys are not known. */
export const drawFace = (element, client, username) =>
  drawAvatar(element, username, { fingerprint: client.person(username)?.fingerprint })

/** Draw a chat: between two, the other one. */
export const drawChatFace = (element, client, { kind, peer, title }) =>
  peer ? drawFace(element, client, peer) : drawAvatar(element, title, { group: kind === "group" })
