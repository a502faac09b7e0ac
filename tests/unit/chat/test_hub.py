"""What happens in rooms, and who is told, seen from the sockets."""

import time

import pytest

from chat import hub
from tests.factories import heard


def told(socket):
    """Name the events that a socket was told since the last time."""
    return [one["name"] for one in socket.get_received()]


def test_a_message_reaches_every_member_and_nobody_else(alice, bob, carol):
    book = alice.create(bob)
    at_alice, at_bob, at_carol = alice.connect(), bob.connect(), carol.connect()

    answer = alice.say(at_alice, book, "hello")

    assert answer["ok"]
    last = heard(at_bob, "record")[-1]
    assert last["record"]["seq"] == answer["seq"] == 4
    assert last["head"] == answer["head"]
    assert heard(at_alice, "record")[-1] == last
    assert told(at_carol) == []


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_no_client_says_that_it_came_or_went(alice, bob, event):
    """Who could would be forgotten here, and not be found when the login ends."""
    at_alice = alice.connect()
    answer = at_alice.emit(event, {}, callback=True)
    assert answer["error"]["code"] == "bad-request"

    alice.http.post("/api/logout", json={})

    assert heard(at_alice, "ended") == [{"code": "logged-out"}]
    assert not at_alice.is_connected()
    bob.create(alice)
    assert at_alice.queue == []


def test_who_only_listens_hears_nothing_behind_the_end_of_the_login(
    alice, bob, carol, monkeypatch
):
    book = alice.create(bob)
    at_alice, at_bob = alice.connect(), bob.connect()
    monkeypatch.setattr(hub, "_now", lambda: (time.time() + 31 * 86400) * 1000)
    carol_too = carol.signer.subject
    alice.change(book, book.write(alice.signer, "add", subject=carol_too))
    for socket in (at_alice, at_bob):
        assert not socket.is_connected()
        assert [one["name"] for one in socket.queue] == ["ended"]
        assert heard(socket, "ended") == [{"code": "expired"}]
