"""What was taken back, or has had its time, is gone: from the screen and the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from encryption.crypto_utils import message_sid
from encryption.signed import record_hash
from tests.actors import Online
from tests.browser.pages import Person
from tests.server import Server
from tests.waiting import until

# Messages of how many seconds are tried: on a slow machine the first is over before
# anybody has seen it, which is as it should be, and shows nothing.
LIVES = (3, 12, 48)


@pytest.fixture
def alice(live_server: Server, bob: Person) -> Iterator[Online]:
    """Alice, in Python, who has a chat with Bob."""
    alice = Online(live_server.url, f"alice.of.{bob.username}", "alice").register()
    alice.connect()
    yield alice
    alice.disconnect()


@pytest.fixture
def room(alice: Online, bob: Person) -> str:
    """The chat of the two, which Bob has open."""
    alice.meet(Online(bob.url, bob.username, "bob"))
    room = alice.found(Online(bob.url, bob.username, "bob"))
    alice.say(room, "hello")
    alice.fetch(room)
    bob.page.goto(f"{bob.url}/chat#{room}")
    bob.sees("hello")
    return room


def say(alice: Online, room: str, text: str, **changes: object) -> dict:
    """Let Alice say something; return its record."""
    seq = alice.say(room, text, **changes)["seq"]
    path = f"/api/rooms/{room}/records?after={seq - 1}&limit=1"
    alice.fetch(room)
    return alice.ask("GET", path)["records"][0]["record"]


def take_back(alice: Online, record: dict) -> None:
    """Let Alice take a message back as her browser would."""
    body = {
        **message_sid(record["data"]),
        "hash": record_hash(record),
        "seq": record["seq"],
        "target": record["id"],
    }
    room, seq = record["room"], record["seq"]
    delete = say(alice, room, "", kind="delete", body=body)["seq"]
    payload = {"delete": delete, "id": record["id"], "room": room, "seq": seq}
    assert alice.socket.call("erase", payload, timeout=20) == {"ok": True}


def is_gone(server: Server, record: dict) -> None:
    """Wait until nothing of a message is left in the log: now, or in a moment."""
    until(lambda: not is_kept(server, record), "the server still has it")


def is_kept(server: Server, record: dict) -> bool:
    """Tell whether any byte of a message's ciphertext is left in the log."""
    data = record["data"].split(".", 3)[3].encode()
    pieces = [data[start : start + 48] for start in range(0, len(data) - 48, 48)]
    files = [path.read_bytes() for path in server.log_dir.rglob("*.sqlite*")]
    return any(piece in file for piece in pieces for file in files)


def test_what_alice_takes_back_is_gone_everywhere(alice, bob, room, live_server):
    record = say(alice, room, "I never liked Carol")
    say(alice, room, "see you at eight")
    bob.sees("I never liked Carol")
    assert is_kept(live_server, record), "the premise"

    take_back(alice, record)
    gone = bob.page.get_by_text("I never liked Carol")
    expect(gone).to_have_count(0)
    is_gone(live_server, record)

    bob.page.reload()
    bob.sees("see you at eight")
    expect(gone).to_have_count(0)
    expect(bob.page.get_by_text("missing here")).to_have_count(0)


def test_an_owner_sets_the_timer(alice, bob, room):
    choices = bob.open_timer()
    expect(choices.get_by_text("Only an owner of this chat")).to_be_visible()
    expect(choices.get_by_label("After 1 week")).to_be_disabled()
    bob.close_dialog()

    subject = Online(bob.url, bob.username, "bob").signer.subject
    alice.enter(room, alice.entry(room, "role", role="owner", subject=subject))
    bob.sees_line(f"{alice.username} made {bob.username} an owner")
    choices = bob.open_timer()
    choices.get_by_label("After 1 week").check()
    choices.get_by_role("button", name="Set").click()
    bob.sees_line(f"{bob.username} set messages to disappear after 1 week")
    expect(bob.page.get_by_title("Messages disappear after 1 week")).to_be_visible()
    alice.fetch(room)
    assert alice.view(room).roster.expire == 604_800


def seen_for_a_while(alice: Online, room: str, bob: Person, server: Server) -> dict:
    """Let Alice write what disappears once Bob has seen it; return what was sent."""
    for life in LIVES:
        settings = {"expire": life, "log": True}
        alice.enter(room, alice.entry(room, "settings", settings=settings))
        sent = alice.send(room, f"the code of {life} seconds is 1234")
        for one in sent:
            assert alice.socket.call("send", one, timeout=20)["ok"]
        alice.fetch(room)
        was_kept = is_kept(server, sent[-1])
        shown = bob.article(f"the code of {life} seconds")
        try:
            expect(shown).to_have_count(1, timeout=life * 1000)
        except AssertionError:
            continue
        assert was_kept, "the premise"
        return sent[-1]
    raise AssertionError("Bob did not see it in all its time")


def test_messages_disappear_at_their_time(alice, bob, room, live_server):
    sent = seen_for_a_while(alice, room, bob, live_server)

    # Nobody reloads, and nobody asks.
    gone = bob.page.get_by_text("1234")
    expect(gone).to_have_count(0, timeout=60_000)
    bob.page.reload()
    bob.sees("hello")
    expect(gone).to_have_count(0)
    is_gone(live_server, sent)
