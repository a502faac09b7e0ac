// What is wrong with a recovery phrase that was typed, in words.

import { WORDS } from "./phrase.js"
import { t } from "./words.js"

/** The sentence for a problem that `readPhrase` names, or an empty text where there is none. */
export const phraseError = ({ problem, count, place, word }) => {
  if (!problem) return ""
  if (problem === "count") return count ? t("phrase-count", { count, wanted: WORDS }) : t("phrase-missing")
  return problem === "word" ? t("phrase-unknown", { place, word }) : t("phrase-checksum")
}
