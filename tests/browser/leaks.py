"""Find a canary in bytes, in every form that software likes to give it."""

from __future__ import annotations

import base64
import json
import urllib.parse
from collections.abc import Iterable


def forms(canary: str) -> dict[str, list[bytes]]:
    """Give the byte strings to look for, by the name of the form."""
    raw = canary.encode()
    return {
        "raw": [raw],
        "hex": [raw.hex().encode(), raw.hex().upper().encode()],
        "url": [
            urllib.parse.quote(canary, safe="").encode(),
            urllib.parse.quote_plus(canary, safe="").encode(),
            "".join(f"%{byte:02X}" for byte in raw).encode(),
        ],
        "json": [
            json.dumps(canary)[1:-1].encode(),
            json.dumps(canary, ensure_ascii=False)[1:-1].encode(),
            json.dumps(json.dumps(canary))[3:-3].encode(),
        ],
        "utf-16": [canary.encode("utf-16-le"), canary.encode("utf-16-be")],
        "base64": list(_base64(raw, base64.b64encode)),
        "base64url": list(_base64(raw, base64.urlsafe_b64encode)),
    }


def _base64(raw: bytes, encode) -> Iterable[bytes]:
    """Give what base64 makes of `raw` at each of the three places it can begin."""
    for lead in range(3):
        text = encode(b"\0" * lead + raw)
        # Characters that also depend on what stands before or behind are cut off.
        first = -(-lead * 8 // 6)
        last = (lead + len(raw)) * 8 // 6
        yield text[first:last]


def find(canaries: Iterable[str], places: dict[str, bytes]) -> list[str]:
    """Name every place and form in which one of the canaries stands."""
    return [
        f"{canary!r} as {form} in {place}"
        for canary in canaries
        for form, needles in forms(canary).items()
        for place, content in places.items()
        if any(needle in content for needle in needles)
    ]
