// What is made of a password, which itself never leaves the browser (PROTOCOL.md §5).
import { b64u, concat, unb64u, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { isId } from "./forms.js"
import { hmacSha256, pbkdf2, randomBytes } from "./primitives.js"

export const ROUNDS = 250_000
export const MIN_ROUNDS = 210_000
export const MAX_ROUNDS = 1_000_000
export const SALT_BYTES = 16
const SECRET_BYTES = 32
const KEK_BYTES = 32

const LOGIN = utf8("securechat/login/1")
const RECOVERY = utf8("securechat/recovery/1")
const FILE = utf8("securechat/file/1")
// RFC 7518 §4.8.1.1: the salt is the algorithm's name, a zero byte and `p2s`.
export const PBES2 = "PBES2-HS512+A256KW"
const PBES2_PREFIX = utf8(`${PBES2}\0`)

// Make the salt of a new account.
export function newSalt() {
  return b64u(randomBytes(SALT_BYTES))
}

// Make the secret that logs in from a password and the account's salt.
export function loginSecret(password, salt) {
  return secretOf(password, LOGIN, salt)
}

// Make the secret that proves a recovery phrase, in its canonical form (lib/phrase.js).
export function recoverySecret(phrase, salt) {
  return secretOf(phrase, RECOVERY, salt)
}

// Make the secret that proves a key file, from the key in it.
export function fileSecret(key, salt) {
  // 256 random bits: there is nothing to guess, and so nothing to stretch.
  if (!isId(salt)) throw new ProtocolError("bad-shape", "salt is not 16 bytes")
  return b64u(hmacSha256(unb64u(key), concat(FILE, unb64u(salt))))
}

// Make the key that wraps the content key of sealed keys.
export function sealingKey(password, salt, rounds) {
  return pbkdf2(passwordBytes(password), concat(PBES2_PREFIX, salt), rounds, KEK_BYTES)
}

async function secretOf(password, label, salt) {
  if (!isId(salt)) throw new ProtocolError("bad-shape", "salt is not 16 bytes")
  const whole = concat(label, unb64u(salt))
  return b64u(await pbkdf2(passwordBytes(password), whole, ROUNDS, SECRET_BYTES))
}

function passwordBytes(password) {
  return utf8(password.normalize("NFKC"))
}
