// What a new password has to be, wherever one is chosen.

import { pointLength } from "./text.js"
import { t } from "./words.js"

// Length is what resists guessing; rules of composition only make people write "Password1!".
const MIN_PASSWORD = 12

/** What is wrong with a new password and its repetition, as the errors of both fields: empty texts where nothing is. */
export const newPasswordErrors = (password, repeat) => {
  const missing = MIN_PASSWORD - pointLength(password.normalize("NFKC"))
  return [missing > 0 ? t("password-short", { count: missing }) : "", repeat === password ? "" : t("passwords-differ")]
}
