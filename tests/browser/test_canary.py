"""Nothing readable leaves the browser or rests anywhere: canaries, looked for."""

from __future__ import annotations

import base64
import json
import re
import secrets
import sqlite3
import urllib.parse

import pytest
from playwright.sync_api import expect

from tests.browser.arrival import arrived
from tests.browser.finding import Finder
from tests.browser.leaks import find
from tests.browser.overlays import by_mouse
from tests.browser.pages import Person
from tests.browser.recorder import Recorder, storage
from tests.browser.scripts import script
from tests.browser.sending import Desk

KINDS = (
    *("message", "title", "password", "draft", "name", "bytes", "search"),
    *("edit", "reply", "mention", "sought"),
)
# Long enough to be no accident, which a short one would be among so many bytes.
REACTION = "\N{WAVING BLACK FLAG}\N{ZERO WIDTH JOINER}\N{SKULL AND CROSSBONES}\ufe0f"


def _canary(kind: str) -> str:
    # A quotation mark and letters outside ASCII make each form look different.
    return f'{kind} "{secrets.token_hex(8)}" ünïcode'


@pytest.fixture
def canaries() -> dict[str, str]:
    made = {kind: _canary(kind) for kind in KINDS}
    # What a browser calls a recording is said to the members alone as well.
    said = {"type": "text/x-canary", "voice": "Voice message."}
    return made | {"reaction": REACTION} | said


@pytest.fixture
def watched(own_server, new_context, canaries):
    """Three people whose browsers are recorded, and who have said the canaries."""
    people, recorders = [], []
    for name in ("alice", "bob", "carol"):
        context = new_context()
        recorders.append(Recorder(context))
        people.append(Person(context, own_server.url, name, canaries["password"]))
    alice, bob, carol = people
    alice.register()
    for one in (bob, carol):
        arrived(one, one.username)
    alice.start_chat("bob", "carol", title=canaries["title"])
    alice.say(canaries["message"])
    bob.go_to(canaries["title"])
    bob.sees(canaries["message"])
    bob.say("answer")
    alice.sees("answer")
    # A quotation mark in the name of a file is no more than that to some browsers.
    name = canaries["name"] = canaries["name"].replace('"', "'")
    content = canaries["bytes"].encode()
    Desk(alice).pick({"name": name, "mimeType": "text/x-canary", "buffer": content})
    Desk(alice).send("with a file")
    bob.sees("with a file")
    with bob.page.expect_download():
        bob.messages.get_by_role("button", name="Save name").click()
    _answer(bob, canaries)
    _change(alice, bob, canaries)
    carol.logout()
    carol.login()
    carol.go_to(canaries["title"])
    carol.sees(canaries["edit"])
    carol.composer.fill(canaries["draft"])
    carol.chats.get_by_role("searchbox").fill(canaries["sought"])
    search(carol, canaries["search"])
    # What is found is gone to, with the words still in mind.
    search(alice, canaries["mention"])
    Finder(alice).shows(canaries["mention"])
    alice.page.keyboard.press("Enter")
    Finder(alice).is_at(canaries["mention"])
    return people, recorders


def search(someone: Person, text: str) -> None:
    """Look for a text in all chats, and leave it in the field."""
    finder = Finder(someone)
    finder.open()
    finder.field.press_sequentially(text)
    expect(finder.told).to_have_text(re.compile("found$"))


def _answer(bob: Person, canaries: dict[str, str]) -> None:
    """Let Bob answer, react, forward, name somebody and say something aloud."""
    page = bob.page
    menu = page.locator("#message-menu")
    for action in ("Reply", "React", "Forward"):
        by_mouse(bob, canaries["message"])
        menu.get_by_role("button", name=action, exact=True).click()
        if action == "Reply":
            bob.say(canaries["reply"])
            bob.sees_sent(canaries["reply"])
        elif action == "React":
            picker = page.get_by_role("dialog", name="Emoji")
            picker.get_by_role("searchbox").fill("pirate")
            picker.get_by_role("button", name=f"{REACTION} pirate flag").click()
            expect(bob.messages.get_by_role("button", name=REACTION)).to_be_visible()
        else:
            dialog = page.get_by_role("dialog", name="Forward")
            dialog.get_by_role("checkbox", name=canaries["title"]).check()
            dialog.get_by_role("button", name="Forward", exact=True).click()
            expect(bob.messages.get_by_text("Forwarded")).to_be_visible()
    bob.say(f"@carol {canaries['mention']}")
    bob.sees_sent(canaries["mention"])
    page.evaluate(script("microphone.js"))
    Desk(bob).speak()


def _change(alice: Person, bob: Person, canaries: dict[str, str]) -> None:
    """Let Alice hear Bob, and change what she said."""
    expect(Desk(alice).sound).to_contain_text("Voice message")
    by_mouse(alice, "with a file")
    menu = alice.page.locator("#message-menu")
    menu.get_by_role("button", name="Edit", exact=True).click()
    alice.say(canaries["edit"])
    bob.sees(canaries["edit"])


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
    # A new account goes to its notes, which is another address.
    expect(alice.composer).to_be_visible()
    alice.page.evaluate(script("leak.js"), canary)
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
        "address",
        "history",
        "window",
        "IndexedDB leak",
        "GET",
        "/api/login body",
        "framesent",
        "accounts.sqlite",
        "leak.txt",
    ):
        assert place in found, place
