// What the interface says, in the language of the page: the door to its catalogue, static/locales/*.ftl.

import { FluentBundle, FluentNumber, FluentResource } from "@fluent/bundle"
import { momentInText } from "./time.js"

// Its plural form is the language's; it is written as the browser's locale writes numbers.
class LocalNumber extends FluentNumber {
  toString() {
    return this.value.toLocaleString()
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u

let bundle = new FluentBundle("en")
let isolate = (text) => text

/**
 * Speak a language from now on.
 * @param {{catalogue: string, language: string, direction: "ltr"|"rtl"}} it
 */
export const speak = ({ catalogue, language, direction }) => {
  // What people write may run against the sentence that it stands in. In a sentence from left to right that is said of texts with
  // letters from right to left alone, so that all others stay as they are, to be searched for and copied.
  const against = direction === "rtl"
  bundle = new FluentBundle(language, { useIsolating: against })
  isolate = (text) => !against && RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text
  bundle.addResource(new FluentResource(catalogue))
}

/** Fetch the catalogue that the document names, and speak its language. */
export const loadWords = async ({ lang, dir, dataset }) => {
  const answer = await fetch(dataset.catalogue, { integrity: dataset.integrity })
  speak({ catalogue: await answer.text(), language: lang, direction: dir })
}

const prepared = (value) => typeof value === "number" ? new LocalNumber(value) : isolate(value)

const patternOf = (id) => {
  const [name, attribute] = id.split(".")
  const message = bundle.getMessage(name)
  return attribute ? message?.attributes[attribute] : message?.value
}

/** The text of a message, "id" or "id.attribute"; what has none is shown as its id. `about` holds its variables. */
export const t = (id, about = {}) => {
  const pattern = patternOf(id)
  if (!pattern) return id
  const known = Object.entries(about).filter(([, value]) => value !== undefined)
  return bundle.formatPattern(pattern, Object.fromEntries(known.map(([name, value]) => [name, prepared(value)])), [])
}

/** Names in a row. */
export const list = (names) => names.join(t("list-separator"))

/** What happened, and what to do next: a message and its attribute `next`. */
export const pair = (id, about) => ({ what: t(id, about), next: t(`${id}.next`, about) })

const idOf = (code) => patternOf(`reason-${code}`) ? `reason-${code}` : "reason-unknown"

/**
 * What a code means and what to do next.
 * @param {{name?: string, count?: number, entry?: number, until?: number}} about whom, how many, and which change of the members it
 *   is about, and when it may be tried again
 */
export const reasonSentence = (code, { name, count = 1, entry, until } = {}) => {
  const time = momentInText(until || Date.now())
  const { what, next } = pair(idOf(code), { count, name, named: name ? "yes" : "no", time })
  return { what: entry ? t("roster-change", { entry, what }) : what, next }
}

/** Both in one text. */
export const sentence = (code, about) => {
  const { what, next } = reasonSentence(code, about)
  return `${what} ${next}`
}

/** What to show of a thrown Failure, or of anything else that was thrown; of several people it names the one meant. */
export const failureSentence = (failure) => {
  const { username: name, entry } = failure?.details ?? {}
  const { until } = failure ?? {}
  if (idOf(failure?.code) === "reason-unknown") return failure?.code && failure.message ? failure.message : sentence("unknown")
  const said = sentence(failure.code, { name, entry, until })
  const isNamed = said !== sentence(failure.code, { entry, until })
  return name && !isNamed ? t("person-failure", { name, what: said }) : said
}
