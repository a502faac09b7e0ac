"""Canonical JSON (PROTOCOL.md §1.1)."""

import json

from ..insecure import b64, canonical
from . import accepted, refused


def nested(depth: int) -> str:
    """Write lists inside each other."""
    return "[" * depth + "]" * depth


READ = {
    "null": "null",
    "true": "true",
    "zero": "0",
    "negative": "-17",
    "largest-integer": "9007199254740991",
    "smallest-integer": "-9007199254740991",
    "empty-string": '""',
    "empty-object": "{}",
    "empty-list": "[]",
    "short-escapes": '"\\"\\\\\\b\\f\\n\\r\\t"',
    "long-escapes": '"\\u0000\\u0001\\u000b\\u001f"',
    "everything-else-as-itself": '"\x7f\x80\u2028\u2029/\ufeff\U0001f600"',
    "names-of-every-sign": '{"-":0,".":1,"9":2,"Z":3,"_":4,"z":5}',
    "capitals-before-small-letters": '{"-":0,".":1,"0":2,"A":3,"_":4,"a":5,"a1":6}',
    "name-of-the-prototype": '{"__proto__":1,"constructor":2}',
    "sixteen-levels": nested(16),
}

REFUSED = {
    "empty-text": "",
    "no-json": "nothing",
    "byte-order-mark": "\ufeff1",
    "space-in-front": " 1",
    "space-behind": "1 ",
    "space-behind-colon": '{"a": 1}',
    "space-behind-comma": "[1, 2]",
    "line-feed-behind": "{}\n",
    "two-values": "1 2",
    "trailing-comma": "[1,]",
    "comment": "/**/1",
    "single-quotes": "'a'",
    "members-out-of-order": '{"b":1,"a":2}',
    "members-ordered-without-case": '{"a":1,"B":2}',
    "member-twice": '{"a":1,"a":1}',
    "member-twice-with-other-values": '{"a":1,"a":2}',
    "name-empty": '{"":1}',
    "name-with-space": '{"a b":1}',
    "name-not-ascii": '{"\u00e4":1}',
    "name-escaped": '{"\\u0061":1}',
    "fraction": "1.5",
    "fraction-of-zero": "1.0",
    "exponent": "1e3",
    "capital-exponent": "1E3",
    "minus-zero": "-0",
    "plus-sign": "+1",
    "leading-zero": "01",
    "hexadecimal": "0x10",
    "integer-one-too-large": "9007199254740992",
    "integer-two-too-large": "9007199254740993",
    "integer-one-too-small": "-9007199254740992",
    "integer-of-five-thousand-digits": {"repeat": "1", "times": 5000},
    "exponent-beyond-any-double": "1e999",
    "not-a-number": "NaN",
    "infinity": "Infinity",
    "minus-infinity": "-Infinity",
    "solidus-escaped": '"\\/"',
    "letter-escaped": '"\\u0061"',
    "line-feed-escaped-long": '"\\u000a"',
    "escape-in-capitals": '"\\u001F"',
    "pair-escaped": '"\\ud83d\\ude00"',
    "lone-high-surrogate": '"\\ud800"',
    "lone-low-surrogate": '"\\udc00"',
    "control-character-as-itself": '"\x01"',
    "delete-escaped": '"\\u007f"',
    "unknown-escape": '"\\x41"',
    "string-not-ended": '"a',
    "seventeen-levels": nested(17),
    "hundred-thousand-levels": {"repeat": "[", "times": 100_000},
}

REFUSED_BYTES = {
    "utf8-broken": b'"\xff"',
    "utf8-overlong": b'"\xc0\xaf"',
    "utf8-cut": b'"\xe2\x82"',
    "utf8-of-a-surrogate": b'"\xed\xa0\x80"',
    "utf16": '"a"'.encode("utf-16-le"),
}

WRITTEN = {
    "writes-sorted": {"b": 1, "a": {"d": [], "c": {}}},
    "writes-escapes": '\u0000\b\t\n\u000b\f\r\u001f"\\/\u007f\u2028\U0001f600',
    "writes-integers": [0, -1, 9007199254740991, -9007199254740991],
    "writes-constants": [None, True, False],
}

NOT_WRITTEN = {
    "refuses-fraction": 1.5,
    "refuses-integer-too-large": 9007199254740992,
    "refuses-name-with-space": {"a b": 1},
    "refuses-empty-name": {"": 1},
    "refuses-lone-surrogate": "\ud800",
    "refuses-seventeen-levels": json.loads(nested(17)),
}


def vectors() -> list[dict]:
    """Write the vectors."""
    read, write = "from_canonical", "to_canonical"
    return [
        *(accepted(n, read, json.loads(t), text=t) for n, t in READ.items()),
        *(refused(n, "bad-json", read, text=t) for n, t in REFUSED.items()),
        *(refused(n, "bad-json", read, data=b64(d)) for n, d in REFUSED_BYTES.items()),
        *(
            accepted(n, write, canonical(v).decode(), value=v)
            for n, v in WRITTEN.items()
        ),
        *(refused(n, "bad-json", write, value=v) for n, v in NOT_WRITTEN.items()),
    ]
