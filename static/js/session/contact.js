/**
 * What this browser remembers of one person's keys (PROTOCOL 18), as plain values that never change:
 * {keys: [{enc, sig, fingerprint, bundle, left}], since, time, verified, changed, told}.
 * `keys` are the accepted ones, oldest first; the newest is the **pin**. A bundle is null where only the account data has told of the keys;
 * `left` are the ones that the person here gave up for others that they do not vouch for.
 * `since` is when they were first met, `time` when somebody last decided on them, which is later only where somebody did.
 * `changed` are other keys that were shown for this person, {enc, sig, fingerprint, bundle, since, kept, isReset}: `kept` once the person has decided
 * to stay with the old ones, `isReset` where they say that the old ones are lost. `told` is what another browser of this account has pinned instead, {enc, sig, fingerprint, since, time, verified}.
 */

export const sameKeys = (one, other) => one.enc === other.enc && one.sig === other.sig

export const pinOf = (contact) => contact.keys.at(-1)

const find = (contact, keys) => contact.keys.find((accepted) => sameKeys(accepted, keys))

export const isPin = (contact, keys) => sameKeys(pinOf(contact), keys)
export const isEarlier = (contact, keys) => !isPin(contact, keys) && Boolean(find(contact, keys))
export const isLeft = (contact, keys) => Boolean(find(contact, keys)?.left)
export const isAccepted = (contact, fingerprint) => contact.keys.some((keys) => keys.fingerprint === fingerprint)

/** Whether nothing may be sent until the person has decided. */
export const isUndecided = ({ changed }) => Boolean(changed) && !changed.kept

/** The first meeting. */
export const met = (keys, time) => ({
  keys: keys.map((one) => ({ ...one, left: false })), since: time, time, verified: false, changed: null, told: null,
})

/** The old keys vouch for these. Whoever had compared the old ones has not compared these; nobody has decided anything. */
export const renewed = (contact, row) => {
  const keys = [...contact.keys, ...row.map((one) => ({ ...one, left: false }))]
  return { ...contact, keys, verified: false, ...without(contact, row.at(-1)) }
}

/** Learn the bundle of accepted keys, and the ones that they themselves renewed. */
export const completed = (contact, row) => {
  const older = row.filter((keys) => !find(contact, keys)).map((keys) => ({ ...keys, left: false }))
  const bundleOf = (keys) => row.find((one) => sameKeys(one, keys))?.bundle ?? null
  const known = contact.keys.map((keys) => ({ ...keys, bundle: keys.bundle ?? bundleOf(keys) }))
  return { ...contact, keys: [...older, ...known] }
}

/**
 * Others than the pinned keys were shown. Whoever has decided to stay with the old ones is asked again only where a roster names
 * the others: a server, or a person, that shows new ones again and again stops nothing.
 */
export const questioned = (contact, keys, since, { isNamed = false } = {}) => {
  const { enc, sig, fingerprint, bundle, isReset = false } = keys
  const { changed } = contact
  if (changed && sameKeys(changed, { enc, sig })) return contact
  const kept = Boolean(changed?.kept) && !isNamed
  return { ...contact, changed: { enc, sig, fingerprint, bundle, since, kept, isReset } }
}

/** The person takes the new keys, whose bundle this is. */
export const accepted = (contact, bundle, time) => {
  const { enc, sig, fingerprint } = contact.changed
  const given = contact.keys.filter((one) => !sameKeys(one, contact.changed)).map((one) => ({ ...one, left: true }))
  const keys = [...given, { enc, sig, fingerprint, bundle, left: false }]
  return { ...contact, keys, time, verified: false, ...without(contact, contact.changed), changed: null }
}

/** The person stays with the old keys. */
export const kept = (contact, time) => ({ ...contact, time, changed: { ...contact.changed, kept: true } })

export const marked = (contact, verified, time) => ({ ...contact, verified, time })

/**
 * Join what another browser of the same account wrote: {enc, sig, fingerprint, since, time, verified}. It makes people known and carries marks;
 * it never exchanges keys that are known here, for that browser may have been lied to: what it has instead is kept as `told`.
 */
export const joined = (contact, theirs) => {
  const { since, time, verified, ...keys } = theirs
  if (!contact) return { ...met([{ ...keys, bundle: null }], since), time, verified }
  if (!isPin(contact, keys)) return { ...contact, told: theirs }
  const newer = time > contact.time ? { time, verified } : {}
  return { ...contact, ...newer, since: Math.min(since, contact.since), told: null }
}

/** What another browser has pinned instead becomes a question where nothing explains it. */
export const askedOfTold = (contact) => {
  const { told } = contact
  return !told || find(contact, told) ? contact : questioned(contact, { ...told, bundle: null }, told.since)
}

/**
 * What the account data says of this person. Of two browsers that have different keys the same one is believed by both, or they
 * would overwrite each other for ever: compared keys, then decided ones, then the ones decided on later.
 */
export const written = (contact) => {
  const { enc, sig } = pinOf(contact)
  const ours = { enc, sig, since: contact.since, time: contact.time, verified: contact.verified }
  const { told } = contact
  if (!told || ranksBefore(ours, told)) return ours
  return { enc: told.enc, sig: told.sig, since: told.since, time: told.time, verified: told.verified }
}

function ranksBefore(one, other) {
  const rank = ({ verified, time, since, enc }) => [Number(verified), Number(time > since), time, enc]
  const [ours, theirs] = [rank(one), rank(other)]
  const place = ours.findIndex((value, index) => value !== theirs[index])
  return place < 0 || ours[place] > theirs[place]
}

const without = ({ changed, told }, keys) => ({
  changed: changed && sameKeys(changed, keys) ? null : changed,
  told: told && sameKeys(told, keys) ? null : told,
})
