// The code with which an account can be made, behind the # of the link that the operator sends: browsers do not send that part.

const FORM = /^#code=([A-Za-z0-9_-]{22})$/

/** The code that an address brings, or "". */
export const readCode = (hash) => FORM.exec(hash)?.[1] ?? ""
