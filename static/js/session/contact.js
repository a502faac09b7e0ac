/**
 * What this browser remembers of one person's keys (PROTOCOL 18), as plain values that never change:
 * {keys: [{enc, sig, fingerprint, bundle}], since, time, verified, changed}.
 * `keys` are the accepted ones, oldest first; the newest is the **pin**. A bundle is null where only the account data has told of the keys.
 * `since` is when they were first met, `time` when that was last decided on. `changed` are other keys that were shown for this
 * person, {enc, sig, fingerprint, bundle, since, kept}: `kept` once the person has decided to stay with the old ones.
 */

export const sameKeys = (one, other) => one.enc === other.enc && one.sig === other.sig

export const pinOf = (contact) => contact.keys.at(-1)

/** Where among the accepted keys these are, or −1. */
const placeOf = (contact, keys) => contact.keys.findIndex((accepted) => sameKeys(accepted, keys))

export const isPin = (contact, keys) => sameKeys(pinOf(contact), keys)
export const isEarlier = (contact, keys) => !isPin(contact, keys) && placeOf(contact, keys) >= 0
export const isAccepted = (contact, fingerprint) => contact.keys.some((keys) => keys.fingerprint === fingerprint)

/** Whether nothing may be sent until the person has decided. */
export const isUndecided = ({ changed }) => Boolean(changed) && !changed.kept

/** The first meeting. */
export const met = (keys, time) => ({ keys, since: time, time, verified: false, changed: null })

/** The old key vouches for the new ones. Whoever had compared the old ones has not compared these. */
export const renewed = (contact, row, time) => ({
  ...contact, keys: [...contact.keys, ...row], time, verified: false, changed: remaining(contact, row.at(-1)),
})

/** Learn the bundle of accepted keys, and the ones that they themselves renewed. */
export const completed = (contact, row) => {
  const older = row.filter((keys) => placeOf(contact, keys) < 0)
  const bundleOf = (keys) => row.find((one) => sameKeys(one, keys))?.bundle ?? null
  const known = contact.keys.map((keys) => ({ ...keys, bundle: keys.bundle ?? bundleOf(keys) }))
  return { ...contact, keys: [...older, ...known] }
}

/** Others than the pinned keys were shown. */
export const questioned = (contact, keys, since) => {
  if (contact.changed && sameKeys(contact.changed, keys)) return contact
  return { ...contact, changed: { ...keys, since, kept: false } }
}

/** The person takes the new keys, whose bundle this is. */
export const accepted = ({ keys, changed, ...contact }, bundle, time) => {
  const { enc, sig, fingerprint } = changed
  const others = keys.filter((one) => !sameKeys(one, changed))
  return { ...contact, keys: [...others, { enc, sig, fingerprint, bundle }], time, verified: false, changed: null }
}

/** The person stays with the old keys. */
export const kept = (contact, time) => ({ ...contact, time, changed: { ...contact.changed, kept: true } })

export const marked = (contact, verified, time) => ({ ...contact, verified, time })

/**
 * Join what another browser of the same account wrote: {enc, sig, fingerprint, since, time, verified}. Both browsers come to the same, in
 * whichever order they read each other: a decision counts more than a first meeting, and a later one more than an earlier one. Of
 * two first meetings with different keys the earlier one counts, and the other is questioned: one of the browsers was lied to.
 */
export const joined = (contact, { since, time, verified, ...keys }) => {
  const pin = { ...keys, bundle: null }
  const theirs = { keys: [pin], since, time, verified, changed: null }
  if (!contact) return theirs
  if (isPin(contact, pin)) {
    const newer = time > contact.time ? { time, verified } : {}
    return { ...contact, ...newer, since: Math.min(since, contact.since) }
  }
  if (!isDecided(contact) && !isDecided(theirs)) {
    return isBefore(theirs, contact)
      ? { ...theirs, changed: { ...pinOf(contact), since: contact.since, kept: false } }
      : questioned(contact, pin, since)
  }
  const ours = isDecided(contact) && (!isDecided(theirs) || isBefore(theirs, contact))
  if (ours) return contact
  return { ...contact, keys: [...contact.keys, pin], since, time, verified, changed: remaining(contact, pin) }
}

/** Whether anything was decided since the first meeting: renewed, accepted, kept, compared. */
const isDecided = ({ since, time }) => time > since

const isBefore = (one, other) => one.time < other.time || (one.time === other.time && pinOf(one).enc < pinOf(other).enc)

const remaining = ({ changed }, pin) => changed && sameKeys(changed, pin) ? null : changed
