// One notification of the system.

/** More of a text than any system shows, in characters. */
const MOST = 240

/** Whether this browser shows any, as far as can be told. */
export const canNotify = () => "Notification" in globalThis

/** Whether the person lets this page show them. */
export const mayNotify = () => canNotify() && Notification.permission === "granted"

/**
 * Show one; another with the same tag takes its place. It makes no sound of its own: that is a choice for itself.
 * Throws TypeError in a browser whose pages may not (Chromium on Android).
 */
export const makeNotice = (title, body, tag) => new Notification(title, {
  body: [...body].slice(0, MOST).join(""),
  tag,
  renotify: true,
  silent: true,
  dir: "auto",
  icon: document.querySelector("link[rel=apple-touch-icon]")?.href,
})
