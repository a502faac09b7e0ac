async (room) => {
  // Not before the list has the room: the page would leave an address that it cannot open.
  const isListed = () => document.querySelector(`a[href$="#${room}"]`)
  const last = performance.now() + 30_000
  while (!isListed()) {
    if (performance.now() > last) throw new Error(`not in the list of chats: ${room}`)
    await new Promise((go) => setTimeout(go, 10))
  }
  // The page's own listener comes first: behind this it shows the old room no more.
  await new Promise((go) => {
    addEventListener("hashchange", go, { once: true })
    location.hash = room
  })
}
