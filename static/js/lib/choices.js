// What somebody has chosen for one browser. It says nothing about anybody, so it lies in localStorage, in one entry for each matter;
// an event of that name tells this page of a change, and the browser tells the other tabs ("storage").

// Allowed are a few words, of which the first applies by itself, or a number, by itself 0.
const usual = (allowed) => allowed === Number ? 0 : allowed[0]
const suits = (allowed, value) => allowed === Number ? Number.isFinite(value) : allowed.includes(value)

export class Choices {
  #name
  #allowed

  /** @param allowed {choice: words or Number} */
  constructor(name, allowed) {
    this.#name = name
    this.#allowed = Object.entries(allowed)
  }

  /** Everything that applies; what is kept and is no choice counts as not chosen. */
  get() {
    const kept = this.#read()
    const applies = ([key, allowed]) => [key, suits(allowed, kept[key]) ? kept[key] : usual(allowed)]
    return Object.fromEntries(this.#allowed.map(applies))
  }

  /** Choose everything, as `get` gave it. What applies by itself is not kept. */
  set(chosen) {
    const unusual = this.#allowed.filter(([key, allowed]) => chosen[key] !== usual(allowed))
    const wanted = unusual.map(([key]) => [key, chosen[key]])
    if (wanted.length) localStorage.setItem(this.#name, JSON.stringify(Object.fromEntries(wanted)))
    else localStorage.removeItem(this.#name)
    dispatchEvent(new Event(this.#name))
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#name)) ?? {}
    } catch {
      return {}
    }
  }
}
