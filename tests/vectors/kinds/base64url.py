"""Canonical base64url without padding (PROTOCOL.md §1)."""

from . import accepted, refused

ACCEPTED = {
    "empty": ("", ""),
    "one-byte": ("AA", "00"),
    "two-bytes": ("_-8", "ffef"),
    "three-bytes": ("-_-_", "fbffbf"),
}
REFUSED = {
    "padding": "AA==",
    "padding-in-the-middle": "AA==AAAA",
    "one-character": "A",
    "five-characters": "AAAAA",
    "stray-bits-behind-one-byte": "AB",
    "stray-bits-behind-two-bytes": "_-9",
    "alphabet-of-plain-base64": "-_+/",
    "space": "AA AA",
    "line-feed-at-the-end": "AAAA\n",
    "not-ascii": "AA\u00e4A",
    "full-width-letters": "\uff21\uff21\uff21\uff21",
    "zero-character": "AAA\u0000",
    "dot": "AA.A",
}


def vectors() -> list[dict]:
    """Write the vectors."""
    return [
        *(accepted(n, "unb64u", v, text=t) for n, (t, v) in ACCEPTED.items()),
        *(refused(n, "bad-base64", "unb64u", text=t) for n, t in REFUSED.items()),
    ]
