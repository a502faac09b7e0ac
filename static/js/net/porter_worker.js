// Brings and fetches what is large, for porter.js, which says why this is a worker that does not live long.
//
// The page posts {call, path, options}, and gets {call, status, bytes}, or {call} when there was no answer; {call, abort} ends a request.

const controllers = new Map()

self.addEventListener("message", async ({ data: { call, path, options, abort } }) => {
  if (abort) return controllers.get(call)?.abort()
  const controller = new AbortController()
  controllers.set(call, controller)
  try {
    const answer = await fetch(path, { ...options, signal: controller.signal })
    const bytes = await answer.arrayBuffer()
    self.postMessage({ call, status: answer.status, bytes }, [bytes])
  } catch {
    self.postMessage({ call })
  }
  controllers.delete(call)
})
