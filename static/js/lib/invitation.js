// An invitation (PROTOCOL §18.1): who invites, and the fingerprint of their keys, behind the # of a link. Browsers keep that part to
// themselves, so a server can neither read nor change what it says.

// A username may hold dots and a fingerprint none: the last dot is the one between them. Of 32 bytes the last character carries
// four bits.
const FORM = /^#([a-z0-9._-]{3,32})\.([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])$/

/** The part of an address behind which an invitation stands. */
export const invitationHash = ({ username, fingerprint }) => `#${username}.${fingerprint}`

/** The link that invites somebody. */
export const invitationLink = (origin, invitation) => `${origin}/invite${invitationHash(invitation)}`

/** What an invitation says, {username, fingerprint}, or null where there is none. */
export const readInvitation = (hash) => {
  const found = FORM.exec(hash)
  return found && { username: found[1], fingerprint: found[2] }
}
