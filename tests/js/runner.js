// Runs a vector (tests/vectors/README.md) against static/js/crypto, wherever that is: in Node its
// modules themselves, in a page the worker behind its calls. So everything is awaited here, and what
// comes out is written as the vectors have it, for whoever compares.

// What vectors call besides the scheme, and the module of static/js/crypto that has it.
export const PARTS = {
  checkPath: "key_log.js",
  decryptBulk: "primitives.js",
  decryptContent: "primitives.js",
  fromCanonical: "canonical.js",
  hashLeaf: "key_log.js",
  numericFingerprint: "safety_number.js",
  pad: "padding.js",
  rootOf: "key_log.js",
  thumbprint: "keys.js",
  toCanonicalText: "canonical.js",
  unb64u: "bytes.js",
  unpad: "padding.js",
}

// More than are opened one by one.
const MANY = 8

// Make the function that runs one vector. `scheme` and `parts` hold the functions under test, `bytes`
// is the module bytes.js, `keys` the imported keys of each actor.
export function makeRunner({ scheme, parts, bytes: { b64u, unb64u, utf8 }, keys }) {
  const calls = {
    apply_entries: async (how) => (await scheme.applyEntries(how)).roster,
    check_consistency: async (how) => await scheme.checkConsistency(how) ?? null,
    check_file: async (how) => await scheme.checkFile(how) ?? null,
    check_inclusion: async (how) => await scheme.checkInclusion(how) ?? null,
    check_path: checkPath,
    check_record: (how) => scheme.checkRecord(how),
    chunk_count: ({ size }) => scheme.chunkCount(size),
    extend_log: (how) => scheme.extendLog(how),
    file_hash: (how) => scheme.fileHash(how),
    file_secret: ({ key, salt }) => scheme.fileSecret(key, salt),
    fingerprint: (how) => scheme.fingerprint(how),
    first_head: ({ room }) => scheme.firstHead(room),
    from_canonical: ({ text, data }) => parts.fromCanonical(text ?? unb64u(data)),
    login_secret: ({ password, salt }) => scheme.loginSecret(password, salt),
    message_key: async ({ session, idx }) => b64u(await scheme.messageKey(session, idx)),
    message_sid: ({ text }) => scheme.messageSid(text),
    next_heads: (how) => scheme.nextHeads(how),
    numeric_fingerprint: ({ key, identifier }) => parts.numericFingerprint(unb64u(key), unb64u(identifier)),
    open_content: openContent,
    open_key_file: async (how) => {
      const { keys, bundle, key } = await scheme.openKeyFile(how)
      return { bundle, key, ...thumbprintsOf(keys) }
    },
    open_by_passkey: async ({ prf, ...how }) => thumbprintsOf(await scheme.openByPasskey({ ...how, prf: unb64u(prf) })),
    open_keys: openKeys,
    pad: async ({ data }) => sha256(await parts.pad(toBytes(data))),
    padded_size: ({ size }) => scheme.paddedSize(size),
    read_bundle: ({ text, username }) => scheme.readBundle(text, username),
    read_chunk: async ({ stored, ...how }) => {
      const { data, tag } = await scheme.readChunk({ ...how, stored: unb64u(stored) })
      return { data: b64u(data), tag }
    },
    read_message: readMessage,
    read_renewals: async (how) => (await scheme.readRenewals(how)).map(({ hash }) => hash),
    record_hash: ({ record }) => scheme.recordHash(record),
    recovery_secret: ({ phrase, salt }) => scheme.recoverySecret(phrase, salt),
    read_session: (how) => scheme.readSession(how),
    read_signal: (how) => scheme.readSignal(how),
    read_state: (how) => scheme.readState(how),
    safety_number: (how) => scheme.safetyNumber(how),
    signal_key: async ({ session }) => b64u(await scheme.signalKey(session)),
    signal_sid: ({ text }) => scheme.signalSid(text),
    stored_size: ({ size }) => scheme.storedSize(size),
    thumbprint: ({ jwk }) => parts.thumbprint(jwk),
    to_canonical: ({ value }) => parts.toCanonicalText(value),
    tree_root: async ({ leaves }) => b64u(await parts.rootOf(await Promise.all(leaves.map(hashData)))),
    unb64u: async ({ text }) => toHex(await parts.unb64u(text)),
    unpad: async ({ data }) => b64u(await parts.unpad(toBytes(data))),
  }

  function hashData(data) {
    return parts.hashLeaf(unb64u(data))
  }

  async function checkPath({ leaf, ...how }) {
    return await parts.checkPath({ ...how, leaf: await hashData(leaf) }) ?? null
  }

  // Alone and as one of many, which other engines open: they must agree as well.
  async function readMessage(how) {
    const many = await scheme.readMessages(Array(MANY).fill(how))
    try {
      const message = await scheme.readMessage(how)
      if (many.some(({ value }) => JSON.stringify(value) !== JSON.stringify(message))) throw new Error("the engines disagree")
      return message
    } catch (error) {
      if (many.some((other) => other.error?.reason !== error.reason)) throw new Error("the engines disagree", { cause: error })
      throw error
    }
  }

  async function openKeys(how) {
    return thumbprintsOf(await scheme.openKeys(how))
  }

  function thumbprintsOf({ encThumbprint, sigThumbprint, earlier }) {
    const row = earlier.map((pair) => ({ enc_thumbprint: pair.encThumbprint, sig_thumbprint: pair.sigThumbprint }))
    return { encThumbprint, sigThumbprint, earlier: row }
  }

  // "carol after bob": Carol's keys, of somebody who had Bob's before.
  function keysOf(name) {
    const [now, before] = name.split(" after ")
    return before ? { ...keys[now], earlier: [keys[before]] } : keys[now]
  }

  // Both engines, which must agree on what comes out and on what is refused.
  async function openContent(how) {
    const { key, iv, ciphertext, tag, aad } = Object.fromEntries(
      Object.entries(how).map(([name, text]) => [name, unb64u(text)]),
    )
    const engines = [parts.decryptContent, parts.decryptBulk]
    const [one, other] = await Promise.allSettled(engines.map(async (open) => {
      return b64u(await open(key, iv, ciphertext, tag, aad))
    }))
    if (one.value !== other.value || one.reason?.reason !== other.reason?.reason) {
      throw new Error("the two engines disagree")
    }
    if (one.reason) throw one.reason
    return one.value
  }

  async function sha256(data) {
    return b64u(new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", data)))
  }

  function toBytes(data) {
    return /^A*$/.test(data) ? utf8(data) : unb64u(data)
  }

  function argumentsOf(vector) {
    return Object.fromEntries(Object.entries(vector.arguments).map(([name, value]) => {
      if (name === "keys") return [camel(name), keysOf(value)]
      if (name === "session" && value !== null) return [camel(name), { ...value, senderSig: value.sender_sig }]
      return [camel(name), expand(value)]
    }))
  }

  // Give what the vector should have said: {expect, value} or {expect, entry}.
  return async function run(vector) {
    let found
    try {
      found = await calls[vector.function](argumentsOf(vector))
    } catch (error) {
      if (!error.reason) throw error
      return { expect: error.reason, ...Object.hasOwn(vector, "entry") && { entry: error.entry } }
    }
    const exact = vector.function === "from_canonical"
    return { expect: "ok", value: exact ? found : listed(found, vector.value) }
  }
}

// Give what a vector says that running it must find.
export function expected({ expect, value, entry }) {
  return { expect, ...value !== undefined && { value }, ...entry !== undefined && { entry } }
}

function camel(name) {
  return name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value)
}

// Write out what the vectors shorten: {"repeat": "A", "times": 3} is "AAA".
function expand(value) {
  if (Array.isArray(value)) return value.map(expand)
  return isObject(value) && Object.hasOwn(value, "repeat") ? value.repeat.repeat(value.times) : value
}

// Of an object, only the members that the vector lists are compared; those that lack stay away.
function listed(found, wanted) {
  if (!isObject(found) || !isObject(wanted)) return found
  return Object.fromEntries(Object.entries(wanted).flatMap(([name, value]) => {
    const has = Object.hasOwn(found, name) ? name : camel(name)
    return Object.hasOwn(found, has) ? [[name, listed(found[has], value)]] : []
  }))
}
