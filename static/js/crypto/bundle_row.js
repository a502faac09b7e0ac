// The bundles of one person in a row, oldest first (PROTOCOL.md §4.1, §6).
import { readBundle } from "./bundle.js"
import { ProtocolError } from "./errors.js"
import { verifyJws } from "./jws.js"
import { parseRenewal } from "./renewal.js"

// Verify all that `bundles`, {username: [text]}, has of a person. Throws as `readBundle` does.
export function readBundles(bundles, username) {
  const texts = Object.hasOwn(bundles, username) ? bundles[username] : []
  return Promise.all(texts.map((text) => readBundle(text, username)))
}

// Find the one of a person's bundles that has the thumbprints a roster names.
// Throws ProtocolError `no-bundle` where there is none, `wrong-thumbprint` where all have others.
export function findBundle(bundles, { enc, sig }) {
  if (bundles.length === 0) throw new ProtocolError("no-bundle")
  const found = bundles.find((bundle) => bundle.encThumbprint === enc && bundle.sigThumbprint === sig)
  if (!found) throw new ProtocolError("wrong-thumbprint")
  return found
}

// Verify a row of a person's bundles, each renewed by the keys of the one before: {texts, username} →
// bundles as `readBundle` gives. Throws ProtocolError for every breach of PROTOCOL.md §4 and §4.1.
export async function readRenewals({ texts, username }) {
  const row = []
  for (const text of texts) {
    const bundle = await readBundle(text, username)
    if (row.length > 0) {
      if (bundle.renewal === null) throw new ProtocolError("not-renewed")
      await verifyJws(parseRenewal(bundle.renewal).jws, row.at(-1).sig)
    }
    row.push(bundle)
  }
  return row
}
