"""What people see when somebody's keys change: a calm line, or a question."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.actors import Online
from tests.browser.axe import found
from tests.evil_server import EvilServer
from tests.factories import signer

_numbers = count(1)


@pytest.fixture
def bob(live_server):
    """Bob, who does not use a browser, and whose keys can be renewed at once."""
    made = Online(live_server.url, f"bob.{next(_numbers)}", "bob").register()
    made.connect()
    yield made
    made.disconnect()


def direct(alice, bob) -> str:
    """Let Alice begin a chat with Bob; return the room."""
    alice.start_chat(bob.username)
    alice.say("hello")
    alice.sees_sent("hello")
    room = alice.page.url.split("#")[1]
    bob.fetch(room)
    return room


def test_renewed_keys_are_a_line_and_the_chat_goes_on(alice, bob):
    room = direct(alice, bob)
    bob.say(room, "with the old keys")
    alice.sees("with the old keys")

    bob.renew("carol")
    alice.sees_line("renewed their keys")
    bob.say(room, "with the new keys")
    alice.sees("with the new keys")
    alice.say("sealed to the new keys")
    alice.sees_sent("sealed to the new keys")
    assert bob.fetch(room)[-1].body["text"] == "sealed to the new keys"

    # The history says which keys signed what, and so it does at the next visit.
    for _ in range(2):
        keys = [
            alice.article(text).locator("time").first.get_attribute("title")
            for text in ("with the old keys", "with the new keys")
        ]
        assert all("signed with key" in key for key in keys)
        assert keys[0].split("key ")[1] != keys[1].split("key ")[1]
        alice.page.reload()
        alice.arrive()
        alice.sees("sealed to the new keys")


def test_renewed_keys_are_no_longer_verified(alice, bob):
    direct(alice, bob)
    alice.menu("Safety number")
    alice.verify_dialog.get_by_role("button", name="Mark as verified").click()
    alice.page.keyboard.press("Escape")
    alice.sees_verified(bob.username)

    bob.renew("carol")
    alice.sees_line("renewed their keys")
    expect(alice.verified_mark).to_be_hidden()


def test_keys_that_were_renewed_while_nobody_looked_are_followed(
    alice, bob, person, new_context
):
    room = direct(alice, bob)
    alice.page.goto("about:blank")
    bob.renew("carol")
    bob.say(room, "with new keys")
    bob.renew("mallory")
    bob.say(room, "and with newer ones")

    alice.open_chat()
    alice.go_to(bob.username)
    alice.sees("with new keys")
    alice.sees("and with newer ones")
    alice.say("once more")
    alice.sees_sent("once more")
    assert bob.fetch(room)[-1].body["text"] == "once more"

    # A browser that meets Bob only now reads all of it, too.
    elsewhere = person("x")
    elsewhere.username = alice.username
    elsewhere.login()
    elsewhere.go_to(bob.username)
    for text in ("hello", "with new keys", "and with newer ones", "once more"):
        elsewhere.sees(text)


@pytest.fixture
def evil(tmp_path):
    """A server that can be told to lie."""
    server = EvilServer(tmp_path).start()
    yield server
    server.stop()


@pytest.fixture
def questioned(evil, person):
    """Alice, to whom the server shows other keys of Bob's, and Bob."""
    alice = person("alice", url=evil.url).register()
    bob = Online(evil.url, "bob").register()
    bob.connect()
    room = direct(alice, bob)
    bob.say(room, "hello alice")
    alice.sees("hello alice")
    false = signer("bob", "mallory").read
    evil.publish("bob", false.text)
    evil.answer(
        "GET /api/rooms/*",
        lambda body: (
            body | {"bundles": body["bundles"] | {"bob": [false.text]}}
            if "bundles" in body
            else body
        ),
        to=alice.username,
    )
    alice.open_chat()
    alice.go_to("bob")
    yield alice, bob, room
    bob.disconnect()


def look(alice) -> None:
    """Look at the keys that have changed."""
    alice.page.get_by_role("button", name="Look").click()
    expect(alice.verify_dialog.get_by_role("heading", name="Old keys")).to_be_visible()
    groups = alice.verify_dialog.get_by_role("listitem")
    expect(groups).to_have_count(24)
    expect(groups.last).to_have_text(re.compile(r"^\d{5}$"))


def test_other_keys_stop_what_is_written_until_the_old_ones_are_kept(questioned, evil):
    alice, bob, room = questioned
    expect(alice.page.get_by_role("dialog")).to_be_hidden()
    expect(alice.page.get_by_text("Nothing is sent").first).to_be_visible()
    alice.say("nobody in the middle reads this")
    waiting = alice.article("nobody in the middle reads this")
    expect(waiting).to_have_attribute("data-status", "pending")
    # What Bob writes is read on: it is signed with the keys that Alice knows.
    bob.say(room, "are you there?")
    alice.sees("are you there?")
    expect(waiting).to_have_attribute("data-status", "pending")
    assert found([("blocked", alice.page)]) == []

    look(alice)
    assert found([("changed keys", alice.page)]) == []
    groups = alice.verify_dialog.get_by_role("listitem").all_inner_texts()
    assert groups[:12] != groups[12:]
    alice.verify_dialog.get_by_role("button", name="Keep the old keys").click()
    alice.close_dialog()
    alice.sees_sent("nobody in the middle reads this")
    assert bob.fetch(room)[-1].body["text"] == "nobody in the middle reads this"

    # The decision holds at the next visit, though the server goes on.
    alice.page.reload()
    alice.arrive()
    alice.say("still the old keys")
    alice.sees_sent("still the old keys")


def test_who_takes_the_new_keys_has_no_room_left_that_names_the_old_ones(questioned):
    alice, bob, room = questioned
    look(alice)
    alice.verify_dialog.get_by_role("button", name="Use the new keys").click()
    alice.close_dialog()
    expect(alice.page.locator(".blocked")).to_contain_text("This chat is closed")
    expect(alice.composer).to_be_hidden()
    expect(alice.page.get_by_role("button", name="Look")).to_be_hidden()
    alice.sees("hello alice")
