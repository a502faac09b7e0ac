// What the browser must offer before anything can be encrypted.

/** Whether this page can encrypt: a secure context with WebCrypto. */
export const canEncrypt = () => globalThis.isSecureContext === true && Boolean(globalThis.crypto?.subtle)

// Browsers tie passkeys to a name: an IPv4 address is four numbers, an IPv6 address stands in brackets.
const ADDRESS = /^[\d.]+$|^\[/

/** Whether passkeys work here: in a browser that knows them, over HTTPS (or on this machine), at a host that has a name. */
export const canUsePasskeys = () =>
  globalThis.isSecureContext === true && "PublicKeyCredential" in globalThis && !ADDRESS.test(location.hostname)

/** Whether a keyboard on the screen would cover the page when a field is focused. */
export const hasFinePointer = () => matchMedia("(hover: hover) and (pointer: fine)").matches

/** Whether the list and the chat take turns on the screen, as on a phone (css/chat.css). */
export const hasOnePane = () => matchMedia("(max-width: 47.99rem)").matches
