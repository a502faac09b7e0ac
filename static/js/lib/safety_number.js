// A safety number as people meet it: in groups, as the text of a QR code, pasted (PROTOCOL §16).

const PREFIX = "SECURECHAT:SAFETY:1:"
const DIGITS = /^[0-9]{60}$/

/** The twelve groups of five digits. */
export const groupsOf = (digits) => digits.match(/.{5}/g)

/** The text of the QR code. */
export const qrText = (digits) => PREFIX + digits

/** The 60 digits in a text that was scanned or pasted; null where it is no safety number. */
export const parseSafetyNumber = (text) => {
  const tidy = text.replace(/\s/gu, "")
  const digits = tidy.startsWith(PREFIX) ? tidy.slice(PREFIX.length) : tidy
  return DIGITS.test(digits) ? digits : null
}
