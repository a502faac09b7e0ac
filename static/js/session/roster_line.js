import { duration } from "../lib/duration.js"
import { list, t } from "../lib/words.js"

/**
 * The sentence that a roster entry shows in the chat. The first is the verified payload (PROTOCOL 6), `before` the roster in front of it,
 * or null; `isAnew`: whoever is added was a member before, with other keys.
 */
export function rosterLine({ by, op, subject, settings, role, kind }, before, isAnew = false) {
  const whom = subject?.username
  switch (op) {
    case "create":
      return t(kind === "direct" ? "line-create-direct" : "line-create-group", { by })
    case "add":
      return t(isAnew ? "line-add-anew" : "line-add", { by, whom })
    case "remove":
      return t("line-remove", { by, whom })
    case "leave":
      return t("line-leave", { by })
    case "role":
      return t(role === "owner" ? "line-role-owner" : "line-role-member", { by, whom })
    case "settings":
      return settingsLine(by, settings, before)
    case "rekey":
      return t("line-rekey", { by })
  }
}

/** One entry says both settings: what it says anew is said. */
function settingsLine(by, { log, expire = 0 }, before) {
  const ofLog = t(log ? "line-log-on" : "line-log-off", { by })
  const ofTimer = expire ? t("line-timer-on", { by, after: duration(expire) }) : t("line-timer-off", { by })
  if (expire === before.expire) return ofLog
  return log === before.log ? ofTimer : list([ofLog, ofTimer])
}
