// The dialog in which two people make sure that nobody stands between them. It has two forms: the safety
// number, and, where somebody's keys have changed, the old and the new one with the decision.

import { drawAvatar } from "../lib/avatar.js"
import { once, showAlert } from "../lib/forms.js"
import { drawQr } from "../lib/qr.js"
import { groupsOf, qrText } from "../lib/safety_number.js"
import { dayInText } from "../lib/time.js"
import { failureSentence, pair, t } from "../lib/words.js"
import { Compare } from "./compare.js"
import { Dialog } from "./dialog.js"
import { showDigits } from "./digits.js"

const BUTTONS = ["mark", "unmark", "accept", "keep"]

export class Verify extends Dialog {
  #username = null
  #compare
  // The numbers that are shown, and those of old and new keys: {pinned, changed}.
  #numbers = {}
  // The fingerprints that the dialog is about: what is decided is decided about these.
  #shown = {}

  start() {
    const { client } = this.context
    this.#compare = new Compare(this.ref("compare"), this.context, (digits) => this.#judge(digits))
    this.#compare.start()
    client.addEventListener("people", ({ detail }) => {
      if (this.element.open && detail.username === this.#username) this.#draw()
    })
    this.element.addEventListener("close", () => this.#compare.stop())
    this.ref("copy").addEventListener("click", () => this.#copy())
    this.#decides("mark", () => client.setVerified(this.#username, true, this.#shown.pinned))
    this.#decides("unmark", () => client.setVerified(this.#username, false, this.#shown.pinned))
    this.#decides("accept", () => client.acceptKeys(this.#username, this.#shown.changed))
    this.#decides("keep", () => client.keepKeys(this.#username, this.#shown.changed))
  }

  /** Show the dialog for a person. */
  openFor(username) {
    this.#username = username
    this.open()
  }

  prepare() {
    this.ref("status").textContent = ""
    this.#compare.reset()
    this.#draw()
  }

  get #person() {
    return this.context.client.person(this.#username)
  }

  async #draw() {
    const person = this.#person
    const { changed, fingerprint, username, verified } = person
    // What was compared before was compared with other keys.
    if (this.#shown.pinned !== fingerprint || this.#shown.changed !== changed?.fingerprint) this.#compare.reset()
    this.#shown = { pinned: fingerprint, changed: changed?.fingerprint }
    this.ref("title").textContent = changed ? t("verify-changed", { name: username }) : t("verify")
    this.ref("none").hidden = Boolean(fingerprint)
    this.ref("none").textContent = t("verify-none", { name: username })
    this.ref("numbers").hidden = !fingerprint || Boolean(changed)
    this.ref("change").hidden = !fingerprint || !changed
    this.ref("compare").hidden = !fingerprint
    const useful = !fingerprint ? [] : changed ? changed.kept ? ["accept"] : ["keep", "accept"] : verified ? ["unmark"] : ["mark"]
    for (const name of BUTTONS) this.ref(name).hidden = !useful.includes(name)
    if (!fingerprint) return
    if (changed) this.#drawChange(person)
    else this.#drawPerson(person)
    await this.#attempt(() => this.#drawNumbers(person))
  }

  #drawPerson({ fingerprint, since, username, verified }) {
    drawAvatar(this.ref("avatar"), username, { fingerprint })
    this.ref("whom").textContent = t("verify-whom", { name: username })
    this.ref("verified").hidden = !verified
    this.ref("since").textContent = since ? t("verify-since", { day: dayInText(since) }) : ""
  }

  #drawChange({ changed, fingerprint, since, username }) {
    drawAvatar(this.ref("old-avatar"), username, { fingerprint })
    drawAvatar(this.ref("new-avatar"), username, { fingerprint: changed.fingerprint })
    this.ref("change-text").textContent = t(changed.isReset ? "verify-changed.reset" : "verify-changed.text", { name: username })
    this.ref("old-since").textContent = since ? t("verify-since", { day: dayInText(since) }) : ""
    this.ref("new-since").textContent = changed.since ? t("verify-new-since", { day: dayInText(changed.since) }) : ""
    this.ref("change-advice").textContent = t("verify-changed.advice", { name: username })
  }

  async #drawNumbers({ changed, fingerprint, username }) {
    const { client } = this.context
    const which = changed ? ["pinned", "changed"] : ["pinned"]
    const found = await Promise.all(which.map((name) => client.safetyNumber(username, name)))
    const now = this.#person
    // What changed meanwhile is drawn by its own turn.
    if (now.username !== username || now.fingerprint !== fingerprint) return
    if (now.changed?.fingerprint !== changed?.fingerprint) return
    const [pinned, other] = found
    this.#numbers = { pinned, changed: other }
    if (changed) {
      showDigits(this.ref("old-digits"), pinned)
      showDigits(this.ref("new-digits"), other)
      return
    }
    showDigits(this.ref("digits"), pinned)
    const { path, size } = await drawQr(qrText(pinned))
    if (this.#numbers.pinned !== pinned) return
    this.ref("qr").setAttribute("viewBox", `0 0 ${size} ${size}`)
    this.ref("qr-path").setAttribute("d", path)
  }

  #judge(digits) {
    const { changed, username, verified } = this.#person
    const { pinned, changed: other } = this.#numbers
    const isOld = digits === pinned
    const isNew = Boolean(changed) && digits === other
    const tone = isNew || isOld && !changed ? "equal" : "different"
    const id = isNew ? "compare-equal-new"
      : isOld ? changed ? "compare-equal-old" : verified ? "compare-equal-verified" : "compare-equal"
        : changed ? "compare-different-both" : "compare-different"
    return { tone, ...pair(id, { name: username }) }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(groupsOf(this.#numbers.pinned).join(" "))
      this.ref("status").textContent = t("verify-copied")
    } catch {
      this.ref("status").textContent = t("verify-not-copied")
    }
  }

  #decides(name, work) {
    this.ref(name).addEventListener("click", () => once(this.ref(name), () => this.#attempt(async () => {
      const username = this.#username
      this.ref("status").textContent = ""
      await work()
      this.#compare.reset()
      this.#draw()
      this.ref("status").textContent = t(`verify-${name}.done`, { name: username })
      // The button that was pressed is gone.
      if (this.ref(name).hidden) this.ref("title").focus()
    })))
  }

  async #attempt(work) {
    showAlert(this.ref("alert"), "")
    try {
      await work()
    } catch (failure) {
      showAlert(this.ref("alert"), failureSentence(failure))
    }
  }
}
