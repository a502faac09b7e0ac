"""Signals: passed on to who is here, kept nowhere."""

import pytest

from encryption.crypto_utils import make_signal
from encryption.signed import b64u
from tests.factories import heard, now


@pytest.fixture
def book(alice, bob):
    return alice.create(bob)


def signal(person, book, **changes):
    session = book.session(person.signer)[1]
    data = make_signal(
        keys=person.signer.keys, session=session, n=0, kind="typing", time=now()
    )
    return {"data": data, "room": book.room, "roster": book.roster.head, **changes}


def test_a_signal_reaches_the_other_members_and_nobody_else(alice, bob, carol, book):
    at_alice, elsewhere, at_bob, at_carol = (
        one.connect() for one in (alice, alice.elsewhere(), bob, carol)
    )
    payload = signal(alice, book)

    assert at_alice.emit("signal", payload, callback=True) == {"ok": True}

    expected = {"data": payload["data"], "room": book.room, "sender": "alice"}
    assert heard(at_bob, "signal") == [expected]
    for socket in (at_alice, elsewhere, at_carol):
        assert socket.queue == []


def test_a_signal_is_kept_nowhere(app, alice, bob, book, settings):
    at_alice, at_bob = alice.connect(), bob.connect()
    before = alice.http.get(f"/api/rooms/{book.room}").json
    payload = signal(alice, book)
    assert at_alice.emit("signal", payload, callback=True)["ok"]

    assert len(heard(at_bob, "signal")) == 1, "the premise"
    assert alice.http.get(f"/api/rooms/{book.room}").json == before
    data = payload["data"].encode()
    for folder in (settings.instance_dir, settings.log_dir):
        for file in folder.rglob("*"):
            assert data[:200] not in file.read_bytes()
    bob.connect()
    assert heard(at_bob, "signal") == []


def test_of_a_room_alone_nobody_is_told(alice):
    book, socket = alice.create(), alice.connect()
    assert socket.emit("signal", signal(alice, book), callback=True)["ok"]
    assert socket.queue == []


def test_who_was_removed_is_neither_heard_nor_told(alice, bob, book):
    at_alice, at_bob = alice.connect(), bob.connect()
    late = signal(bob, book)
    assert at_bob.emit("signal", late, callback=True)["ok"], "the premise"
    subject = bob.signer.subject
    alice.change(book, book.write(alice.signer, "remove", subject=subject))
    at_alice.queue, at_bob.queue = [], []

    answer = at_bob.emit("signal", late, callback=True)
    assert answer["error"]["code"] == "not-found"
    assert at_alice.emit("signal", signal(alice, book), callback=True)["ok"]
    assert at_alice.queue == at_bob.queue == []


def test_a_signal_for_another_roster_is_told_the_one_in_force(alice, bob, book):
    at_alice, at_bob = alice.connect(), bob.connect()
    payload = signal(alice, book, roster=b64u(bytes(32)))
    error = at_alice.emit("signal", payload, callback=True)["error"]
    assert (error["code"], error["roster_head"]) == ("stale-roster", book.roster.head)
    assert heard(at_bob, "signal") == []
