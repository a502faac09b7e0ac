// The marks around bold, italic and struck words: which of them may open, which may close.

const KINDS = {
  "*": ["bold"], "**": ["bold"], "***": ["bold", "italic"], "_": ["italic"], "~": ["strike"], "~~": ["strike"],
}

// What may stand before a mark that opens and behind one that closes. Everything else speaks for a mark that is meant as it is:
// snake_case, 2*3*4, ^_^, ¯\_(ツ)_/¯. Where words have no spaces between them, letters may stand there too.
const SPACELESS = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}`
const BEFORE = new RegExp(String.raw`^$|[\s([{"'«“‘>*_~,;:¿¡\u2014\u2013\u060c${SPACELESS}]$`, "u")
const BEHIND = new RegExp(String.raw`^$|^[\s)\]}"'»”’.,;:!?…*_~\u2014\u2013\u060c\u061f。、！？-]|^[${SPACELESS}]`, "u")
const SAYS = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** The kinds of a mark, outermost first, or undefined where it is none. */
export const kindsOf = (mark) => KINDS[mark]

/** Whether a mark between these characters (each "" at an end) may open. */
export const mayOpen = (before, behind) => BEFORE.test(before) && /\S/u.test(behind)

/** Whether it may close. */
export const mayClose = (before, behind) => BEHIND.test(behind) && /\S/u.test(before)

/** Whether there is something between two marks that can be emphasised: *.* is a pattern, (*_*) a face. */
export const saysSomething = (text) => SAYS.test(text)
