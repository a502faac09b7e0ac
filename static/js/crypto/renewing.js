// Renewing an account's keys: everything that its browser sends (PROTOCOL.md §5.5).
import { makeBundle } from "./bundle.js"
import { generateKeys, importKeys, importRow } from "./keys.js"
import { makeRenewal } from "./renewal.js"
import { readSealed, sealKeys } from "./sealed.js"

// Make new keys for an account, vouched for and sealed beside the old ones: what `openKeys` takes, and
// {time} → {bundle, sealed, keys}. The private numbers stay in here. Throws ProtocolError as `openKeys` does.
export async function renewKeys({ time, ...how }) {
  const { keys: old, payload } = await readSealed(how)
  const { username } = how
  const made = await generateKeys()
  const privateJwks = { enc: made.enc.private, sig: made.sig.private }
  const about = { username, encPublic: made.enc.public, sigPublic: made.sig.public, time }
  const earlier = [...payload.earlier ?? [], payload]
  const keys = await importRow(await importKeys(privateJwks), earlier)
  const renewal = await makeRenewal({ keys: old, ...about })
  const [sealed, bundle] = await Promise.all([
    // The password is the same, and so is what was made of it for the login.
    sealKeys({ ...how, privateJwks: { ...privateJwks, earlier }, time, login: payload.login ?? null }),
    makeBundle({ keys, renewal, ...about }),
  ])
  return { bundle, keys, sealed }
}
