// What narrows a search down: a person, a chat, days, and whether there has to be a file.

import { rangeOf } from "../lib/day_range.js"
import { t } from "../lib/words.js"

const CHOICES = ["from", "room", "when"]
const DAYS = ["first", "last"]

/** The filters of the dialog whose elements `ref` gives by name. */
export class SearchFilters {
  #ref
  #client

  constructor(ref, client) {
    this.#ref = ref
    this.#client = client
  }

  /** What the search is asked (session/search.js), but for the words. */
  get question() {
    const { from, room, when, ...days } = this.values
    return { from: from || null, room: room || null, ...rangeOf(when, days), hasFile: this.#ref("has-file").checked }
  }

  /** Whether they are a question without any words. A chat alone is none: all of it would be the answer. */
  get isQuestion() {
    const { from, since, until, hasFile } = this.question
    return from !== null || hasFile || since > -Infinity || until < Infinity
  }

  get isAny() {
    return this.#ref("has-file").checked || CHOICES.some((name) => this.#ref(name).value !== "")
  }

  /** What is chosen, to choose it again. */
  get values() {
    return Object.fromEntries([...CHOICES, ...DAYS].map((name) => [name, this.#ref(name).value]))
  }

  /** Choose some of {from, room, when, first, last, hasFile}, and nothing else. */
  choose({ hasFile = false, ...values } = {}) {
    for (const name of [...CHOICES, ...DAYS]) this.#ref(name).value = values[name] ?? ""
    this.#ref("has-file").checked = hasFile
  }

  /** Offer whoever wrote something, and wherever; what is chosen stays. */
  fill() {
    const { chats, senders, username } = this.#client
    const others = senders.filter((name) => name !== username)
    offer(this.#ref("from"), [[username, t("search-self")], ...others.map((name) => [name, name])])
    offer(this.#ref("room"), chats.map(({ room, title }) => [room, title]))
  }

  show() {
    for (const name of CHOICES) mark(this.#ref(name), this.#ref(name).value !== "")
    mark(this.#ref("has-file"), this.#ref("has-file").checked)
    this.#ref("days").hidden = this.#ref("when").value !== "dates"
    this.#ref("reset").hidden = !this.isAny
  }
}

const mark = (control, isOn) => control.closest(".filter").toggleAttribute("data-on", isOn)

/** Have a choice offer these, [value, text] each, behind its first, which is all of them. What is the same is left alone: it may be unfolded. */
const offer = (select, offered) => {
  const { value } = select
  const [first, ...options] = select.options
  const isLost = value && !offered.some(([name]) => name === value)
  const wanted = isLost ? [...offered, [value, select.selectedOptions[0].text]] : offered
  const isSame = options.length === wanted.length
    && wanted.every(([name, text], at) => options[at].value === name && options[at].text === text)
  if (isSame) return
  select.replaceChildren(first, ...wanted.map(([name, text]) => new Option(text, name)))
  select.value = value
}
