// Codes of a second factor, as people type and read them.

// Of two kinds of digits that an Arabic keyboard writes, U+0660 and U+06F0 are the zeros.
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/gu

/** A code without what people put between: small letters and digits. */
export const tidyCode = (text) =>
  text.replace(DIGITS, (digit) => digit.codePointAt() & 15).toLowerCase().replaceAll(/[^0-9a-z]/g, "")

/** A one-time code as it is shown: two groups of five. */
export const shownCode = (code) => `${code.slice(0, 5)}-${code.slice(5)}`

/** The key of an app in groups of four, to be read and typed. */
export const shownKey = (secret) => secret.match(/.{1,4}/g).join(" ")

/** What an app reads from the QR code (the Key Uri Format of Google Authenticator, which all of them know). */
export const appUri = (secret, username, host) => {
  const issuer = encodeURIComponent(`SecureChat ${host}`)
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?secret=${secret}&issuer=${issuer}`
}
