// The strings of tests/hostile.json, as [kind, text].
import { readFileSync } from "node:fs"

export const hostile = JSON.parse(readFileSync(new URL("../hostile.json", import.meta.url), "utf8"))
  .map(({ kind, text, repeat, times }) => [kind, text ?? repeat.repeat(times)])
