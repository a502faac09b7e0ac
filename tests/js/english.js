// Speaks English, as a page in English does.
import { readFileSync } from "node:fs"
import { speak } from "../../static/js/lib/words.js"

const catalogue = readFileSync(new URL("../../static/locales/en.ftl", import.meta.url), "utf8")

speak({ catalogue, language: "en", direction: "ltr" })
