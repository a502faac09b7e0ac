import * as api from "../net/api.js"
import { Failure } from "../net/failure.js"
import { crypto } from "./crypto.js"
import * as storage from "./storage.js"

/** Refusals that say of a person only that their keys are not to be had now. */
const AWAY = new Set(["keys-offline", "unknown-user"])

/**
 * Whose key is whose. The first bundle of a person that was asked for, or that a roster vouches for, is pinned in this browser;
 * another one later is refused (`wrong-thumbprint`): keys do not change yet, so a change is somebody in the middle.
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

  /** Ask the server for a person's bundle, and pin it. Rejects with Failure `unknown-user`, `keys-offline`, `wrong-thumbprint`. */
  async find(username) {
    const { bundle } = await api.bundle(username)
    return await this.#compared(username, bundle) ?? this.#pin(username, await crypto.readBundle(bundle, username))
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

  /**
   * Give {username: bundle text} of these people: pinned, else offered, else the server's. Nothing is pinned by this.
   * Rejects with Failure `wrong-thumbprint` where another bundle than the pinned one is offered.
   */
  async shown(usernames, offered = {}) {
    const texts = {}
    await Promise.all(usernames.map(async (username) => {
      const text = Object.hasOwn(offered, username) ? offered[username] : undefined
      const known = text === undefined ? await this.known(username) : await this.#compared(username, text)
      texts[username] = known?.text ?? text ?? await this.#asked(username)
      if (texts[username] === undefined) delete texts[username]
    }))
    return texts
  }

  /**
   * Hold what rosters say of people's keys against what we know, and pin the bundles that they vouch for.
   * @param {{username: string, enc: string, sig: string}[]} members
   * @throws Failure `wrong-thumbprint`
   */
  async agree(members, offered = {}) {
    const named = new Map(members.map((member) => [`${member.username} ${member.enc} ${member.sig}`, member]))
    const usernames = [...new Set(members.map((member) => member.username))]
    const texts = await this.shown(usernames, offered)
    for (const { username, enc, sig } of named.values()) {
      if (texts[username] === undefined) continue
      const known = await this.known(username)
      const bundle = known ?? await crypto.readBundle(texts[username], username)
      if (bundle.encThumbprint !== enc || bundle.sigThumbprint !== sig) throw new Failure("wrong-thumbprint", { username })
      if (!known) await this.#pin(username, bundle)
    }
  }

  async #asked(username) {
    try {
      const { bundle } = await api.bundle(username)
      return bundle
    } catch (error) {
      if (!AWAY.has(error.code)) throw error
    }
  }

  /** Give the pinned bundle where it has the keys of the one shown, undefined where there is none. */
  async #compared(username, text) {
    const known = await this.known(username)
    if (!known || known.text === text) return known
    if (sameKeys(known, await crypto.readBundle(text, username))) return known
    throw new Failure("wrong-thumbprint", { username })
  }

  async #pin(username, shown) {
    const { bundle } = await storage.putFirst("contacts", username, { bundle: shown.text, since: Date.now() })
    // Another tab may have met somebody else under this name a moment ago: the first counts.
    const pinned = bundle === shown.text ? shown : await crypto.readBundle(bundle, username)
    if (!sameKeys(pinned, shown)) throw new Failure("wrong-thumbprint", { username })
    this.#bundles.set(username, pinned)
    return pinned
  }
}

function sameKeys(one, other) {
  return one.encThumbprint === other.encThumbprint && one.sigThumbprint === other.sigThumbprint
}
