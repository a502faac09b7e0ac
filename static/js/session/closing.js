/**
 * The way on from a chat whose roster names keys that a member has lost (PROTOCOL 18):
 * "begin"     a direct one: the two begin another
 * "add"       we are an owner of the group: we can put the new keys in their place
 * "wait"      another owner can
 * "regroup"   nobody can: the others begin another group
 * null        none is lost
 */
export function wayOn({ kind, members, lost }, self) {
  if (!lost.length) return null
  if (kind === "direct") return "begin"
  const owners = members.filter(({ role, username }) => role === "owner" && !lost.includes(username))
  if (owners.some(({ username }) => username === self)) return "add"
  return owners.length ? "wait" : "regroup"
}

/** Whether nothing will ever be sent in it again. */
export const isClosed = (way) => way === "begin" || way === "regroup"
