async (canary) => {
  localStorage.leak = canary
  sessionStorage.leak = canary
  history.replaceState({ leak: canary }, "", "#" + encodeURIComponent(canary))
  window.name = canary
  const db = await new Promise((yes) => {
    const request = indexedDB.open("leak", 1)
    request.onupgradeneeded = () => request.result.createObjectStore("leak")
    request.onsuccess = () => yes(request.result)
  })
  db.transaction("leak", "readwrite").objectStore("leak").put({ deep: [new TextEncoder().encode(canary)] }, 1)
  db.close()
  await fetch("/api/rooms?leak=" + encodeURIComponent(canary))
  await fetch("/api/login", { method: "POST", body: JSON.stringify({ canary }) })
  const socket = new WebSocket(location.origin.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket")
  await new Promise((yes) => socket.onmessage = yes)
  socket.send("4" + canary)
  await new Promise((yes) => setTimeout(yes, 200))
}
