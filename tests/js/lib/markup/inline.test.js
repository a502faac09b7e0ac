import assert from "node:assert/strict"
import { test } from "node:test"
import { parseInline } from "../../../../static/js/lib/markup/inline.js"
import { mentionsIn } from "../../../../static/js/session/mentions.js"
import { hostile } from "../../hostile.js"

const bold = (...children) => ({ type: "bold", children })
const italic = (...children) => ({ type: "italic", children })
const strike = (...children) => ({ type: "strike", children })
const code = (text) => ({ type: "code", text })
const mention = (name, text = `@${name}`) => ({ type: "mention", name, text })

const CASES = {
  "*bold* and **bold**": [bold("bold"), " and ", bold("bold")],
  "_italic_ ~struck~ ~~struck~~": [italic("italic"), " ", strike("struck"), " ", strike("struck")],
  "***both***, _*both*_": [bold(italic("both")), ", ", italic(bold("both"))],
  "(*in brackets*)!": ["(", bold("in brackets"), ")!"],
  "これは*太字*です": ["これは", bold("太字"), "です"],
  "*مهم* جدا": [bold("مهم"), " جدا"],
  "`*code*` and ``a ` b``": [code("*code*"), " and ", code("a ` b")],
  "*a _b* c_": [bold("a _b"), " c_"],
}

test("what is meant as emphasis is, in any script", () => {
  for (const [text, nodes] of Object.entries(CASES)) assert.deepEqual(parseInline(text), nodes, text)
})

const PLAIN = [
  "snake_case_name", "__init__", "2*3*4", "2 * 3 * 4", "a*b*c", "¯\\_(ツ)_/¯", "^_^ and ^_^", "-_-", "(*_*)", "*.*", "~/a and ~/b", "~5 and ~6",
  "*not over\nlines*", "* a *", "`open", "5 > 4", "@", "a@bob", "👍🏽", "#*️⃣ and 1️⃣", "C:\\_x_\\y", "[a](b)", "[a] (https://b.example",
]

test("what is meant as it is stays", () => {
  for (const text of PLAIN) assert.deepEqual(parseInline(text.replace("https", "http s")), [text.replace("https", "http s")], text)
})

test("names of members are mentions, with and without punctuation behind them", () => {
  const names = new Set(["bob", "al.ice"])
  assert.deepEqual(parseInline("@bob. @Bob, *@al.ice*! @carol x@bob", names), [
    mention("bob"), ". ", mention("bob", "@Bob"), ", ", bold(mention("al.ice")), "! @carol x@bob",
  ])
})

const named = (nodes) => nodes.flatMap((node) => node.type === "mention" ? [node.name] : named(node.children ?? []))

test("nothing is shown as a mention that does not count as one", () => {
  const names = new Set(["alice", "b.b-", "eve"])
  const texts = ["@alice", "(@alice)", "@b.b-", "@b.b-c", "-@alice", "@@alice", "*@alice*", "@alice_", ...hostile.map(([, text]) => text)]
  for (const text of texts) {
    for (const name of named(parseInline(text, names))) assert.ok(mentionsIn(text).includes(name), text.slice(0, 80))
  }
  assert.deepEqual(named(parseInline("@alice", names)), ["alice"])
})
