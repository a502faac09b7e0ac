"""What people try as a username: the server takes its 39 characters and no others."""

from __future__ import annotations

import pytest

from tests.factories import signer
from tests.hostile import load

# Names that the rules allow, once capitals are small: they look like nothing else.
ALLOWED = {
    "...",
    ".htaccess",
    "0x7fffffffffffffff",
    "1e309",
    "9007199254740993",
    "__proto__",
    "con.txt",
    "constructor",
    "hasownproperty",
    "infinity",
    "nan",
    "null",
    "photo.jpg.html",
    "tostring",
    "true",
    "undefined",
}
LOOK_ALIKES = ("\u0430lice", "al\u0131ce", "\uff41lice", "ali\u200bce", "alice\u0301")
MORE = (" alice", "alice\n", "alice\0", "al", "a" * 33, "a" * 10_000, "é" * 3)


@pytest.mark.parametrize("path", ["register", "login/salt", "login"])
def test_hostile_names_are_refused_by_their_name(app, path):
    http = app.test_client()
    bundle = signer("alice").bundle
    texts = [text for _, text in load()] + [*LOOK_ALIKES, *MORE]
    assert len(texts) > 400
    for text in texts:
        about = {"salt": "A" * 22, "sealed": None, "store": "browser", "bundle": bundle}
        body = {"username": text, "secret": "A" * 43}
        fields = {
            "register": body | about,
            "login": body,
            "login/salt": {"username": text},
        }[path]
        answer = http.post(f"/api/{path}", json=fields)
        is_refused = (answer.json.get("error") or {}).get("code") == "bad-username"
        assert is_refused == (text.lower() not in ALLOWED), (text, answer.json)
