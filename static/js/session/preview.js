/** What the list of chats says of a message: {sender, text, time, deleted, expires, files: [{name, type, voice}]}. */
export function previewOf({ sender, text, time, deleted = false, expires = null, files = [] }) {
  const shown = files.map(({ name, type, voice = false }) => ({ name, type, voice }))
  return { sender, text, time, deleted, expires, files: shown }
}
