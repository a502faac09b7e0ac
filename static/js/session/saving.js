import { newId } from "../crypto/forms.js"
import { scriptUrl } from "../lib/trusted.js"

/** How often the service worker hears of us, in milliseconds: browsers end those that hear nothing for half a minute. */
const SIGN_OF_LIFE = 10_000

/** How long the service worker may take to answer, and then the download to begin, in milliseconds: a browser that asks none for downloads never begins. */
const PATIENCE = 10_000

/**
 * Save a file: its parts go to the disk as they come, through a service worker (../download_worker.js), which makes of them what the
 * browser takes for a download. Where none answers the file is put together in memory first.
 * @param parts async iterable of bytes; where it throws, nothing is left on the disk
 * @param file {name, size}
 * @param progressed (bytes so far)
 */
export async function save(parts, { name, size }, progressed) {
  const worker = await serviceWorker().catch(() => null)
  const coming = counted(parts, progressed)
  const isSaved = worker && await stream(worker, coming, { name, size })
  if (!isSaved) await saveWhole(coming, name)
}

async function* counted(parts, progressed) {
  let done = 0
  for await (const part of parts) {
    // Whoever takes it may hand it over.
    const { length } = part
    yield part
    progressed(done += length)
  }
}

async function serviceWorker() {
  const { serviceWorker: container } = navigator
  // No older than this release; its address stays, so the browser asks whether it has changed.
  const registration = await container.register(scriptUrl(new URL("/download/worker.js", location.href)))
  const worker = registration.active ?? registration.waiting ?? registration.installing
  if (worker.state !== "activated") {
    await new Promise((resolve, reject) => worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve()
      if (worker.state === "redundant") reject(new Error("the service worker did not start"))
    }))
  }
  return worker
}

/** Gives whether the browser has taken it for a download; if not, no part was asked for. */
async function stream(worker, parts, { name, size }) {
  const { port1: port, port2 } = new MessageChannel()
  const id = newId()
  // Not by a link: browsers ask no service worker for what a link with `download` leads to, and one without would leave the page where
  // the service worker does not answer, or ask whether to leave it while something is sent.
  const frame = document.createElement("iframe")
  frame.hidden = true
  document.body.append(frame)
  let patience
  const ended = new Promise((resolve, reject) => {
    const wait = () => patience = setTimeout(() => resolve(false), PATIENCE)
    wait()
    port.addEventListener("message", async ({ data }) => {
      clearTimeout(patience)
      if (data === "ready") {
        wait()
        return frame.src = `/download/${id}`
      }
      if (data === "cancel") {
        await parts.return()
        return resolve(true)
      }
      try {
        const { done, value } = await parts.next()
        if (done) port.postMessage(null)
        else port.postMessage(value, [value.buffer])
        if (done) resolve(true)
      } catch (error) {
        // The name of what went wrong stays here: all that a download can do is to break off.
        port.postMessage("failed")
        reject(error)
      }
    })
  })
  port.start()
  worker.postMessage({ id, name, size, port: port2 }, [port2])
  const timer = setInterval(() => worker.postMessage("alive"), SIGN_OF_LIFE)
  try {
    return await ended
  } finally {
    clearTimeout(patience)
    clearInterval(timer)
    port.close()
    frame.remove()
  }
}

/** Save a short text: a file of its own. */
export const saveText = (name, text) => saveWhole([text], name)

async function saveWhole(parts, name) {
  const whole = []
  for await (const part of parts) whole.push(part)
  const url = URL.createObjectURL(new Blob(whole, { type: "application/octet-stream" }))
  follow(url, name)
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function follow(href, download) {
  const link = document.createElement("a")
  Object.assign(link, { href, download })
  link.click()
}
