// The service worker of downloads. A page that decrypts a file hands its parts over here, and the browser takes them for the answer to a
// download: so a file of any size goes to the disk without ever being in memory as a whole. Nothing is kept, nothing is fetched, and no
// other address than /download/ comes by here.

const coming = new Map()

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("message", ({ data }) => {
  // What else comes is a sign of life, so that the browser does not end us.
  if (!data.port) return
  coming.set(data.id, data)
  data.port.postMessage("ready")
})

self.addEventListener("fetch", (event) => {
  const id = new URL(event.request.url).pathname.split("/").at(-1)
  const file = coming.get(id)
  if (!file) return
  coming.delete(id)
  event.respondWith(new Response(streamOf(file.port), { headers: headersOf(file) }))
})

// A part is asked for only when the disk has room for it.
function streamOf(port) {
  let controller
  let asked
  port.onmessage = ({ data }) => {
    if (data === null) controller.close()
    else if (data === "failed") controller.error(new Error("the file is not whole"))
    else controller.enqueue(data)
    asked?.()
  }
  return new ReadableStream({
    start(itsController) {
      controller = itsController
    },
    pull() {
      port.postMessage("more")
      return new Promise((resolve) => {
        asked = resolve
      })
    },
    cancel() {
      port.postMessage("cancel")
    },
  })
}

function headersOf({ name, size }) {
  // RFC 8187: what encodeURIComponent leaves as it is, and this form does not allow.
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return {
    "Cache-Control": "no-store",
    "Content-Disposition": `attachment; filename*=UTF-8''${encoded}`,
    "Content-Length": String(size),
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
  }
}
