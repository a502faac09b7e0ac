// The keys that are derived from a session's chain: of its messages (PROTOCOL.md §7), of its signals (§19).
import { unb64u } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { LAST_INDEX } from "./limits.js"
import { hmacSha256, hmacSha512 } from "./primitives.js"

const MESSAGE = Uint8Array.of(0x01)
const NEXT = Uint8Array.of(0x02)
const SIGNAL = Uint8Array.of(0x03)
// 256 sessions of 100 keys of 64 bytes: less than 2 MB.
const KEPT_CHAINS = 256

const chains = new Map()

// Give the key of one message of a session. Throws ProtocolError `wrong-index`.
export function messageKey({ start, chain }, idx) {
  if (!Number.isSafeInteger(idx) || idx < start || idx > LAST_INDEX) {
    throw new ProtocolError("wrong-index")
  }
  const kept = keep(start, chain)
  while (kept.keys.length <= idx - start) {
    kept.keys.push(hmacSha512(kept.next, MESSAGE))
    kept.next = hmacSha256(kept.next, NEXT)
  }
  return kept.keys[idx - start]
}

// Give the key of a session's signals.
export function signalKey({ chain }) {
  return hmacSha512(unb64u(chain), SIGNAL)
}

function keep(start, chain) {
  const name = `${start} ${chain}`
  const kept = chains.get(name) ?? { keys: [], next: unb64u(chain) }
  // Deleted and set again: the first of a Map is then the one unused for longest.
  chains.delete(name)
  chains.set(name, kept)
  if (chains.size > KEPT_CHAINS) chains.delete(chains.keys().next().value)
  return kept
}
