"""Nothing readable leaves the browser or rests anywhere: canaries, looked for."""

from __future__ import annotations

import base64
import json
import secrets
import sqlite3
import urllib.parse

import pytest

from tests.browser.leaks import find
from tests.browser.pages import Person
from tests.browser.recorder import Recorder, storage
from tests.browser.scripts import script


def _canary(kind: str) -> str:
    # A quotation mark and letters outside ASCII make each form look different.
    return f'{kind} "{secrets.token_hex(8)}" ünïcode'


@pytest.fixture
def canaries() -> dict[str, str]:
    return {kind: _canary(kind) for kind in ("message", "title", "password", "draft")}


@pytest.fixture
def watched(own_server, new_context, canaries):
    """Three people whose browsers are recorded, and who have said the canaries."""
    people, recorders = [], []
    for name in ("alice", "bob", "carol"):
        context = new_context()
        recorders.append(Recorder(context))
        people.append(Person(context, own_server.url, name, canaries["password"]))
    alice, bob, carol = (one.register() for one in people)
    alice.start_chat("bob", "carol", title=canaries["title"])
    alice.say(canaries["message"])
    bob.go_to(canaries["title"])
    bob.sees(canaries["message"])
    bob.say("answer")
    alice.sees("answer")
    carol.logout()
    carol.login()
    carol.go_to(canaries["title"])
    carol.sees(canaries["message"])
    carol.composer.fill(canaries["draft"])
    return people, recorders


def test_no_canary_is_found_anywhere(watched, canaries, own_server):
    people, recorders = watched
    places = {}
    for one, recorder in zip(people, recorders, strict=True):
        places |= _of(one, recorder.traffic)
        places |= _of(one, storage(one.page))
    places |= own_server.at_rest()
    _guard_that_everything_was_looked_at(places)
    assert find(canaries.values(), places) == []


def _of(one: Person, places: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{one.username}: {at}": what for at, what in places.items()}


def _guard_that_everything_was_looked_at(places: dict[str, bytes]) -> None:
    """See that each kind of place is there and holds what it must."""
    kinds = {
        "a request body": [at for at in places if "/api/register body" in at],
        "a response body": [at for at in places if "/records" in at and "body" in at],
        "frames sent": [at for at in places if "framesent" in at],
        "frames received": [at for at in places if "framereceived" in at],
        "the accounts": [at for at in places if at.endswith("accounts.sqlite")],
        "the log": [at for at in places if at.endswith("log.sqlite")],
        "the server's output": [at for at in places if at == "server output"],
        "IndexedDB": [at for at in places if "IndexedDB rooms" in at],
        "the login": [at for at in places if "IndexedDB login" in at],
    }
    for kind, found in kinds.items():
        assert any(places[at] for at in found), kind
    sent = [what for at, what in places.items() if "framesent" in at]
    assert any(b'"message"' in what for what in sent), "no message was sent at all"


PLANTS = {
    "raw": lambda canary: canary.encode(),
    "base64": lambda canary: base64.b64encode(b"x" + canary.encode()),
    "base64url": lambda canary: base64.urlsafe_b64encode(b"xy" + canary.encode()),
    "hex": lambda canary: canary.encode().hex().encode(),
    "url": lambda canary: urllib.parse.quote(canary).encode(),
    "json": lambda canary: json.dumps({"text": canary}).encode(),
    "utf-16": lambda canary: canary.encode("utf-16-le"),
}


@pytest.mark.parametrize("form", PLANTS)
def test_the_search_finds_a_leak_in_each_form(form):
    canary = _canary("planted")
    leak = b"before " + PLANTS[form](canary) + b" behind"
    assert find([canary], {"here": leak}) != []
    assert find([_canary("another")], {"here": leak}) == []


def test_the_search_finds_a_leak_in_each_place(own_server, new_context):
    canary = _canary("planted")
    context = new_context()
    recorder = Recorder(context)
    alice = Person(context, own_server.url, "alice").register()
    alice.page.evaluate(
        script("leak.js"),
        canary,
    )
    with sqlite3.connect(own_server.instance_dir / "accounts.sqlite") as database:
        database.execute("CREATE TABLE leak (text)")
        database.execute("INSERT INTO leak VALUES (?)", [canary])
    database.close()
    (own_server.log_dir / "leak.txt").write_bytes(canary.encode())

    places = recorder.traffic | storage(alice.page) | own_server.at_rest()
    found = "\n".join(find([canary], places))
    for place in (
        "localStorage",
        "sessionStorage",
        "IndexedDB leak",
        "GET",
        "/api/login body",
        "framesent",
        "accounts.sqlite",
        "leak.txt",
    ):
        assert place in found, place
