/** The sentence that a roster entry shows in the chat. `entry` is the verified payload (PROTOCOL 6). */
export function rosterLine({ by, op, subject, settings, role, kind }) {
  const whom = subject?.username
  switch (op) {
    case "create":
      return kind === "direct" ? `${by} started the chat` : `${by} created the group`
    case "add":
      return `${by} added ${whom}`
    case "remove":
      return `${by} removed ${whom}`
    case "leave":
      return `${by} left`
    case "role":
      return role === "owner" ? `${by} made ${whom} an owner` : `${by} made ${whom} a member`
    case "settings":
      return settings.log
        ? `${by} turned the log on: messages are kept, encrypted, on the server`
        : `${by} turned the log off: messages are no longer kept on the server`
    case "rekey":
      return `${by} renewed their keys`
  }
}
