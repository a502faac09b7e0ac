// The one Trusted Types policy of our pages. The server's policy names it and no other, so a
// string that reaches a script sink by any other way is refused by the browser.

// The service worker of downloads: its address, outside of the others, is what it may serve.
const DOWNLOADS = "/download/worker.js"

const check = (url) => {
  const { href, origin, pathname } = new URL(url, document.baseURI)
  const isOurs = origin === location.origin && (pathname.startsWith("/static/") || pathname === DOWNLOADS)
  if (!isOurs) {
    throw new TypeError(`Not a script of this site: ${href}`)
  }
  return href
}

const policy = globalThis.trustedTypes?.createPolicy("securechat", { createScriptURL: check })

/** Vouch for the address of a script; throws for anything but our own files. */
export const scriptUrl = (url) => policy ? policy.createScriptURL(String(url)) : check(String(url))
