import * as api from "../net/api.js"
import { crypto } from "./crypto.js"

/** Whoever has renewed their keys has several pairs (PROTOCOL 5.5): the ones in use, and the ones before. */

/** All pairs of a login, those in use first. */
export const pairsOf = ({ keys }) => [keys, ...keys.earlier ?? []]

/**
 * The bundles of the pairs before, oldest first, as the server keeps them: of what it shows as ours only those count whose keys are.
 * Nothing else could say later what we signed in a room.
 */
export async function earlierBundles({ username, keys }) {
  if (!keys.earlier?.length) return []
  const { earlier = [] } = await api.bundle(username)
  const bundles = await Promise.all(earlier.map((text) => crypto.readBundle(text, username)))
  return bundles.filter((bundle) => keys.earlier.some((pair) => isOf(pair, bundle))).map(({ text }) => text)
}

/** Whether a bundle is that of a pair. */
function isOf(pair, { encThumbprint, sigThumbprint }) {
  return pair.encThumbprint === encThumbprint && pair.sigThumbprint === sigThumbprint
}
