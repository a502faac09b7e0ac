// The dialog in which two people make sure that nobody stands between them. It has two forms: the safety
// number, and, where somebody's keys have changed, the old and the new one with the decision.

import { drawAvatar } from "../lib/avatar.js"
import { once, showAlert } from "../lib/forms.js"
import { drawQr } from "../lib/qr.js"
import { groupsOf, qrText } from "../lib/safety_number.js"
import { dayInText } from "../lib/time.js"
import { failureSentence, words } from "../lib/words.js"
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
    this.#decides("mark", () => client.setVerified(this.#username, true, this.#shown.pinned), words.marked)
    this.#decides("unmark", () => client.setVerified(this.#username, false, this.#shown.pinned), () => words.unmarked)
    this.#decides("accept", () => client.acceptKeys(this.#username, this.#shown.changed), words.accepted)
    this.#decides("keep", () => client.keepKeys(this.#username, this.#shown.changed), words.kept)
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
    this.ref("title").textContent = changed ? words.changedTitle(username) : words.safetyNumber
    this.ref("none").hidden = Boolean(fingerprint)
    this.ref("none").textContent = words.noKeys(username)
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
    this.ref("whom").textContent = words.withWhom(username)
    this.ref("verified").hidden = !verified
    this.ref("since").textContent = since ? words.since(dayInText(since)) : ""
  }

  #drawChange({ changed, fingerprint, since, username }) {
    drawAvatar(this.ref("old-avatar"), username, { fingerprint })
    drawAvatar(this.ref("new-avatar"), username, { fingerprint: changed.fingerprint })
    this.ref("change-text").textContent = words.changedText(username)
    this.ref("old-since").textContent = since ? words.since(dayInText(since)) : ""
    this.ref("new-since").textContent = changed.since ? words.newSince(dayInText(changed.since)) : ""
    this.ref("change-advice").textContent = words.whichKeys(username)
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
    const [what, next] = (isNew ? words.equalNew
      : isOld ? changed ? words.equalOld : verified ? words.equalVerified : words.equal
        : changed ? words.differentBoth : words.different)(username)
    return { tone, what, next }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(groupsOf(this.#numbers.pinned).join(" "))
      this.ref("status").textContent = words.copied
    } catch {
      this.ref("status").textContent = words.notCopied
    }
  }

  #decides(name, work, said) {
    this.ref(name).addEventListener("click", () => once(this.ref(name), () => this.#attempt(async () => {
      const username = this.#username
      this.ref("status").textContent = ""
      await work()
      this.#compare.reset()
      this.#draw()
      this.ref("status").textContent = said(username)
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
