import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/**
 * Whose key is whose. The first bundle seen of a person is pinned in this browser; another one later is refused
 * (`wrong-thumbprint`): keys do not change yet, so a change is somebody in the middle.
 */
export class Directory {
  #bundles = new Map()

  constructor(own) {
    this.#bundles.set(own.username, own)
  }

  /** Give the pinned bundle of a person, or undefined when we have met none. */
  async known(username) {
    if (!this.#bundles.has(username)) {
      const pinned = await storage.get("contacts", username)
      if (pinned) this.#bundles.set(username, await crypto.readBundle(pinned.bundle, username))
    }
    return this.#bundles.get(username)
  }

  /** Take in a bundle that the server or a session showed, and give it, read. */
  async meet(username, text) {
    const known = await this.known(username)
    if (known?.text === text) return known
    const shown = await crypto.readBundle(text, username)
    if (known) {
      if (sameKeys(known, shown)) return known
      throw new Failure("wrong-thumbprint", { username })
    }
    await storage.put("contacts", username, { bundle: text, since: Date.now() })
    this.#bundles.set(username, shown)
    return shown
  }

  /** Ask the server for a person's bundle. Rejects with Failure `unknown-user`, `keys-offline`, `wrong-thumbprint`. */
  async find(username) {
    const { bundle } = await api.bundle(username)
    return this.meet(username, bundle)
  }

  /** Give {username: bundle text} of those of these people whom we know. */
  async texts(usernames) {
    const texts = {}
    for (const username of usernames) {
      const bundle = await this.known(username)
      if (bundle) texts[username] = bundle.text
    }
    return texts
  }
}

function sameKeys(one, other) {
  return one.encThumbprint === other.encThumbprint && one.sigThumbprint === other.sigThumbprint
}
