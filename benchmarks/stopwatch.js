// In a chat page: notes when Enter was pressed and when texts came into the log, in milliseconds since
// the page began. Texts to be timed have a mark of digits: "mark 12".
() => {
  const log = document.querySelector('[role="log"]')
  const shown = new Map()
  const waiting = new Map()
  const watch = { pressed: null }

  const note = (mark, time) => {
    if (shown.has(mark)) return
    shown.set(mark, time)
    waiting.get(mark)?.(time)
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Enter") watch.pressed = event.timeStamp
  }, { capture: true })

  new MutationObserver((mutations) => {
    const time = performance.now()
    for (const { addedNodes } of mutations) {
      for (const { textContent } of addedNodes) {
        for (const [, mark] of textContent.matchAll(/mark (\d+)/g)) note(Number(mark), time)
      }
    }
  }).observe(log, { childList: true, subtree: true })

  watch.shown = (mark) => shown.get(mark) ?? new Promise((yes) => waiting.set(mark, yes))

  // A connection of the test's own to the same server: {ok: false} is an answer, too.
  watch.roundTrips = async (count) => {
    const { src } = document.querySelector("script[type=module]")
    const { io } = await import(src.replace(/\/(js|joined)\/.*/, "/lib/socket.io.esm.min.js"))
    const socket = io({ forceNew: true, transports: ["websocket"] })
    await new Promise((yes) => socket.on("connect", yes))
    const taken = []
    for (let trip = 0; trip < count; trip++) {
      const start = performance.now()
      await socket.emitWithAck("send", {})
      taken.push(performance.now() - start)
    }
    socket.disconnect()
    return taken
  }

  globalThis.stopwatch = watch
}
