import { io } from "../../lib/socket.io.esm.min.js"
import { Failure } from "./failure.js"

/** How long an acknowledgement may take, in milliseconds, before the connection counts as lost. */
const PATIENCE = 15_000

/** The server's own refusals of a connection (PROTOCOL 14): trying again would not help. */
const FINAL = new Set(["not-logged-in", "cross-site"])

/**
 * The live connection (PROTOCOL 14).
 * Events: "state" with `connecting`, `online` or `offline`; "push" with {name, payload}; "refused" with {code}.
 */
export class Socket extends EventTarget {
  #io = io({
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 5000,
  })

  #closed = false

  state = "connecting"

  constructor() {
    super()
    this.#io.on("connect", () => this.#enter("online"))
    this.#io.on("disconnect", (why) => {
      this.#enter("offline")
      // Closed by the server: Socket.IO leaves it to us to come back.
      if (why === "io server disconnect") setTimeout(() => this.#closed || this.#io.connect(), 1000)
    })
    this.#io.on("connect_error", (error) => {
      if (FINAL.has(error.message)) this.#tell("refused", { code: error.message })
      this.#enter("offline")
    })
    this.#io.onAny((name, payload) => this.#tell("push", { name, payload }))
    // The browser knows that the network went before any heartbeat does.
    addEventListener("offline", () => this.#io.io.engine?.close())
    addEventListener("online", () => this.#closed || this.#io.disconnect().connect())
  }

  get online() {
    return this.#io.connected
  }

  open() {
    this.#io.connect()
  }

  /** End the connection for good. */
  close() {
    this.#closed = true
    this.#io.disconnect()
  }

  /**
   * Send one event and wait for what the server says.
   * Rejects with Failure: the server's code, or "offline" when nobody answered: it may or may not have arrived.
   */
  async request(event, payload) {
    if (!this.#io.connected) throw new Failure("offline")
    let answer
    try {
      answer = await this.#io.timeout(PATIENCE).emitWithAck(event, payload)
    } catch {
      throw new Failure("offline")
    }
    if (answer?.ok) return answer
    const { code, ...details } = answer?.error ?? {}
    throw new Failure(code ?? "server-error", details)
  }

  #enter(state) {
    if (this.state === state) return
    this.state = state
    this.#tell("state", { state })
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
