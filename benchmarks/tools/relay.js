// Socket.IO on Node doing what the hub does for a message, in memory and with no checks:
// number it, answer its sender, pass it on to the room. `node relay.js PORT`
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import { Server } from "socket.io"

const http = createServer()
const io = new Server(http, { perMessageDeflate: false, serveClient: false })
const rooms = new Map()

io.on("connection", socket => {
  socket.join(socket.handshake.query.room)
  socket.on("send", (payload, acknowledge) => {
    const room = rooms.get(payload.room) ?? { seq: 0, head: "" }
    rooms.set(payload.room, room)
    const { roster: _, ...sent } = payload
    const record = { ...sent, sender: "somebody", seq: ++room.seq, time: Date.now() }
    room.head = createHash("sha256").update(room.head).update(payload.data).digest("base64url")
    io.to(payload.room).emit("record", { head: room.head, record })
    acknowledge({ ok: true, head: room.head, seq: record.seq, time: record.time })
  })
})

http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 }, () =>
  console.log(`SecureChat's peer listens on http://127.0.0.1:${http.address().port}`))
