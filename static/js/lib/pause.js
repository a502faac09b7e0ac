/** Let the browser do what waits, be it to answer somebody or to paint, and go on then. */
export const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve))
