// The files of the relay: it keeps what it is brought, and brings what it keeps, or what it is told to.

export class Files {
  /** id → {size, chunks: Map} */
  kept = new Map()
  /** Chunks as they were brought, [id, n]. */
  brought = []
  /** Called for each chunk that is brought or fetched, (method, id, n): throws for a lost connection, gives bytes instead of the true ones. */
  onChunk = null
  /** Called when a file is to go: throws for a lost connection. */
  onDrop = null
  /** What beginning a file is refused with, or null. */
  refused = null

  async fetch(method, url, body) {
    const [, , , , , id = null, what, n] = url.pathname.split("/")
    if (method === "POST" && what === "copies") return json(201, {})
    if (method === "POST" && this.refused) return json(429, { error: this.refused })
    if (method === "POST") return this.#begin(JSON.parse(body))
    const file = this.kept.get(id)
    if (!file) return json(404, { error: { code: "not-found" } })
    if (method === "DELETE") this.onDrop?.()
    if (method === "DELETE") this.kept.delete(id)
    if (method === "DELETE") return { ok: true, status: 204 }
    const instead = await this.onChunk?.(method, id, Number(n))
    if (method === "PUT") {
      this.brought.push([id, Number(n)])
      file.chunks.set(Number(n), body.slice())
      return json(200, { complete: false })
    }
    const stored = instead ?? file.chunks.get(Number(n))
    return { ok: true, status: 200, arrayBuffer: async () => stored.slice().buffer }
  }

  /** All bytes that the server has got. */
  get bytes() {
    return Buffer.concat([...this.kept.values()].flatMap(({ chunks }) => [...chunks.values()]))
  }

  #begin({ id, size }) {
    if (size > 10_000_000) return json(413, { error: { code: "too-large", limit: 1_000 } })
    if (!this.kept.has(id)) this.kept.set(id, { size, chunks: new Map() })
    return json(201, { complete: false, received: [], size })
  }
}

const json = (status, content) => ({ ok: status < 400, status, json: async () => structuredClone(content) })
