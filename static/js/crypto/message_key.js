// The keys that are derived from a session's chain: of its messages (PROTOCOL.md §7), of its signals (§19).
import { unb64u } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { LAST_INDEX } from "./limits.js"
import { hmacSha256, hmacSha512, hmacSha512Bulk } from "./primitives.js"

const MESSAGE = Uint8Array.of(0x01)
const NEXT = Uint8Array.of(0x02)
const SIGNAL = Uint8Array.of(0x03)
// 256 sessions of 100 links of 32 bytes: less than 1 MB.
const KEPT_CHAINS = 256

const chains = new Map()

// Give the key of one message of a session. Throws ProtocolError `wrong-index`.
export function messageKey(session, idx) {
  return hmacSha512(link(session, idx), MESSAGE)
}

// Give the key of one of many messages, by the engine that is quick at it; throws as `messageKey` does.
export async function messageKeyBulk(session, idx) {
  return hmacSha512Bulk(link(session, idx), MESSAGE)
}

// Give the key of a session's signals.
export function signalKey({ chain }) {
  return hmacSha512(unb64u(chain), SIGNAL)
}

// CK_idx of the session.
function link({ start, chain }, idx) {
  if (!Number.isSafeInteger(idx) || idx < start || idx > LAST_INDEX) {
    throw new ProtocolError("wrong-index")
  }
  const links = keep(start, chain)
  while (links.length <= idx - start) links.push(hmacSha256(links.at(-1), NEXT))
  return links[idx - start]
}

function keep(start, chain) {
  const name = `${start} ${chain}`
  const links = chains.get(name) ?? [unb64u(chain)]
  // Deleted and set again: the first of a Map is then the one unused for longest.
  chains.delete(name)
  chains.set(name, links)
  if (chains.size > KEPT_CHAINS) chains.delete(chains.keys().next().value)
  return links
}
