// Whether somebody is at this browser: the page is in sight, and there was input a short while ago.

/** So long, in milliseconds, without any input nobody is there. */
const STILL = 3 * 60_000

/** So long they may look at something else: every change is a signal, which the server sees (PROTOCOL 19). */
const ELSEWHERE = 30_000

/** The other tabs of this browser hear of input so often at most. */
const EVERY = 10_000

const INPUT = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]

/** Tells when whoever is at the browser goes, and when they are back; in all of its tabs alike. */
export class Attention {
  #tell
  #page
  #others
  #timer = null
  #isIdle = false
  #said = -Infinity

  /**
   * @param tell (isIdle)
   * @param {{page?: Document, others?: BroadcastChannel}} where
   */
  constructor(tell, { page = document, others = new BroadcastChannel("securechat-attention") } = {}) {
    this.#tell = tell
    this.#page = page
    this.#others = others
    for (const name of INPUT) page.addEventListener(name, () => this.#met(), { capture: true, passive: true })
    page.addEventListener("visibilitychange", () => this.#turned())
    others.addEventListener("message", ({ data }) => this.#heard(data))
    this.#turned()
  }

  get #isHidden() {
    return this.#page.visibilityState === "hidden"
  }

  #met() {
    if (this.#isHidden) return
    this.#wait(STILL)
    if (Date.now() - this.#said >= EVERY) this.#say("met")
  }

  #turned() {
    if (!this.#isHidden) return this.#met()
    if (this.#isIdle) return
    this.#wait(ELSEWHERE)
    this.#say("left")
  }

  // Who left one tab may have gone to another, which then says so.
  #heard(what) {
    if (what === "met") this.#wait(STILL)
    else if (this.#isIdle) return
    else if (this.#isHidden) this.#wait(ELSEWHERE)
    else this.#say("met")
  }

  #say(what) {
    this.#said = what === "met" ? Date.now() : -Infinity
    this.#others.postMessage(what)
  }

  #wait(pause) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#turn(true), pause)
    this.#turn(false)
  }

  #turn(isIdle) {
    if (isIdle === this.#isIdle) return
    this.#isIdle = isIdle
    this.#tell(isIdle)
  }
}
