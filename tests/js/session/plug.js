// Socket.IO's client as far as net/socket.js uses it, plugged into `globalThis.relay` (relay.js).
export function io() {
  return new Plug()
}

class Plug {
  connected = false
  io = { engine: { close: () => this.lose("transport close") } }
  #listeners = new Map()
  #any = []
  #open = new Set()

  on(name, listener) {
    this.#listeners.set(name, listener)
  }

  onAny(listener) {
    this.#any.push(listener)
  }

  connect() {
    queueMicrotask(() => {
      if (this.connected) return
      const refusal = globalThis.relay.plug(this)
      if (refusal) return this.#call("connect_error", new Error(refusal))
      this.connected = true
      this.#call("connect")
    })
    return this
  }

  disconnect() {
    if (this.connected) this.lose("io client disconnect")
    return this
  }

  /** The connection ends: what was not answered never will be. */
  lose(why) {
    globalThis.relay.unplug(this)
    this.connected = false
    for (const give of this.#open) give(new Error("disconnected"))
    this.#open.clear()
    this.#call("disconnect", why)
  }

  push(name, payload) {
    if (this.connected) for (const listener of this.#any) listener(name, structuredClone(payload))
  }

  timeout() {
    return { emitWithAck: (name, payload) => this.#emit(name, structuredClone(payload)) }
  }

  #emit(name, payload) {
    return new Promise((resolve, reject) => {
      this.#open.add(reject)
      globalThis.relay.event(this, name, payload).then((answer) => {
        this.#open.delete(reject)
        resolve(structuredClone(answer))
      }, reject)
    })
  }

  #call(name, ...args) {
    this.#listeners.get(name)?.(...args)
  }
}
