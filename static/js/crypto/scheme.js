// The scheme: everything the browser does with keys, under one roof (docs/PROTOCOL.md).
//
// An account has two RSA key pairs, announced in a bundle and kept sealed under the password. A room
// has a roster, a chain of entries signed by its members. A sender announces a session, a chain of
// keys wrapped for each member; every message has its own key of that chain, and a signature inside.
// The server enters every bundle in the key log; two people compare their safety number.
// The same functions, in the same order, are in encryption/crypto_utils.py.
export { generateKeys, importKeys } from "./keys.js"
export { makeBundle, readBundle } from "./bundle.js"
export { makeRenewal } from "./renewal.js"
export { readRenewals } from "./bundle_row.js"
export { loginSecret, newSalt, recoverySecret, fileSecret } from "./password.js"
export { sealKeys, openKeys, resealKeys } from "./sealed.js"
export { renewKeys } from "./renewing.js"
export { makeKeyFile, openKeyFile } from "./key_file.js"
export { sealForPasskey, openByPasskey } from "./passkey.js"
export { newId } from "./forms.js"
export { makeEntry } from "./entry.js"
export { applyEntries } from "./roster.js"
export { makeSession, readSession } from "./session.js"
export { messageKey, signalKey } from "./message_key.js"
export {
  makeMessage, readMessage, readMessages, messageSid, messageSids,
} from "./message.js"
export { makeSignal, signalSid, readSignal } from "./signal.js"
export { makeState, readState } from "./state.js"
export { firstHead, recordHash, recordHashes, nextHeads, checkRecord } from "./chain.js"
export {
  paddedSize, chunkCount, storedSize, newFile, makeChunk, readChunk, fileHash, checkFile,
} from "./file.js"
export { checkInclusion, checkConsistency, extendLog } from "./key_log.js"
export { safetyNumber, fingerprint } from "./safety_number.js"
export { localKey, localSeal, localOpen } from "./vault.js"
