async (room) => {
  // Not before the list has the room: the page would leave an address that it cannot open.
  const isListed = () => document.querySelector(`a[href$="#${room}"]`)
  while (!isListed()) await new Promise((go) => setTimeout(go, 10))
  // The page's own listener comes first: behind this it shows the old room no more.
  await new Promise((go) => {
    addEventListener("hashchange", go, { once: true })
    location.hash = room
  })
}
