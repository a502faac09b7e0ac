// What the browser must offer before anything can be encrypted.

/** Whether this page can encrypt: a secure context with WebCrypto. */
export const canEncrypt = () => globalThis.isSecureContext === true && Boolean(globalThis.crypto?.subtle)

/** Whether a keyboard on the screen would cover the page when a field is focused. */
export const hasFinePointer = () => matchMedia("(hover: hover) and (pointer: fine)").matches
