// The code with which an account can be made, or begin anew, behind the # of the link that the operator sends: browsers do not send that part.

const FORM = /^#code=([A-Za-z0-9_-]{22})$/

/** Of 16 bytes the last character has two bits alone. */
const WHOLE = /^[A-Za-z0-9_-]{21}[AQgw]$/

/** The code that an address brings, or "". */
export const readCode = (hash) => FORM.exec(hash)?.[1] ?? ""

/** Whether a text is a whole code, as the server writes them. */
export const isCode = (text) => WHOLE.test(text)
