// Text of others as it can be shown: what it says stays, what would spoil the page around it goes.

// Nothing that people write puts more marks on one letter; thousands of them would paint over the neighbours and take seconds to lay out.
const STACK = /(\p{M}{8})\p{M}+/gu

// The controls that open an embedding or override, open an isolate, and close one (UAX #9), and the line's end, which closes all.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u
const BIDI_OR_END = /[\u202a-\u202e\u2066-\u2069\n]/gu
const PDF = "\u202c"
const PDI = "\u2069"

/** A text whose controls of direction end within it, and close nothing that was opened before it. */
const balanced = (text) => {
  if (!BIDI.test(text)) return text
  let open = []
  const kept = text.replace(BIDI_OR_END, (control) => {
    if (control === "\n") {
      open = []
      return control
    }
    if (control !== PDF && control !== PDI) {
      open.push(control >= "\u2066" ? PDI : PDF)
      return control
    }
    if (control === PDF) {
      if (open.at(-1) !== PDF) return ""
      open.pop()
      return control
    }
    const place = open.lastIndexOf(PDI)
    if (place < 0) return ""
    // An isolate that ends takes the embeddings within it along.
    open.length = place
    return control
  })
  return kept + open.reverse().join("")
}

// The first mark there is, and all that comes behind it: most texts have nothing of that, and browsers take milliseconds to make the
// expression of all marks, at the first text.
const MAY_SPOIL = /[\u0300-\u{10ffff}]/u

/** A text with bounded stacks of marks and balanced controls of direction. */
export const legible = (text) => MAY_SPOIL.test(text) ? balanced(text.replace(STACK, "$1")) : text
