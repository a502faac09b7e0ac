// The text of a small file that a person chose.

/** More than a key file has, with all keys that its account has had; what is longer is not read. */
const MOST_BYTES = 300_000

/** What is in the file of an input: {text}, or {problem}: "missing", "large" or "unreadable". */
export const textOfChosen = async ({ files: [file] }) => {
  if (!file) return { problem: "missing" }
  if (file.size > MOST_BYTES) return { problem: "large" }
  try {
    return { text: await file.text() }
  } catch {
    // It was moved, or its stick pulled out, since it was chosen.
    return { problem: "unreadable" }
  }
}
