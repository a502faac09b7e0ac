// What is made of a password, which itself never leaves the browser (PROTOCOL.md §5).
import { b64u, concat, unb64u, utf8 } from "./bytes.js"
import { ProtocolError } from "./errors.js"
import { isId } from "./forms.js"
import { pbkdf2, randomBytes } from "./primitives.js"

export const ROUNDS = 250_000
export const MIN_ROUNDS = 210_000
export const MAX_ROUNDS = 1_000_000
export const SALT_BYTES = 16
const SECRET_BYTES = 32
const KEK_BYTES = 32

const LOGIN = utf8("securechat/login/1")
// RFC 7518 §4.8.1.1: the salt is the algorithm's name, a zero byte and `p2s`.
export const PBES2 = "PBES2-HS512+A256KW"
const PBES2_PREFIX = utf8(`${PBES2}\0`)

// Make the salt of a new account.
export function newSalt() {
  return b64u(randomBytes(SALT_BYTES))
}

// Make the secret that logs in from a password and the account's salt.
export async function loginSecret(password, salt) {
  if (!isId(salt)) throw new ProtocolError("bad-shape", "salt is not 16 bytes")
  const whole = concat(LOGIN, unb64u(salt))
  return b64u(await pbkdf2(passwordBytes(password), whole, ROUNDS, SECRET_BYTES))
}

// Make the key that wraps the content key of sealed keys.
export function sealingKey(password, salt, rounds) {
  return pbkdf2(passwordBytes(password), concat(PBES2_PREFIX, salt), rounds, KEK_BYTES)
}

function passwordBytes(password) {
  return utf8(password.normalize("NFKC"))
}
