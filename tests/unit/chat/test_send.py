"""Sending over the socket: once, in order, to the right people."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import OperationalError

from chat.logs import Send
from encryption.crypto_utils import new_id
from tests.factories import heard
from tests.unit.chat.test_rooms import records, verify


def test_what_is_acknowledged_is_stored_and_was_told_before(alice, bob, app):
    book = alice.create(bob)
    at_alice = alice.connect()
    payload, _ = book.session(alice.signer)
    answer = at_alice.emit("send", payload, callback=True)
    assert answer.keys() == {"ok", "head", "seq", "time"}
    last = records(bob, book)["records"][-1]
    assert last["head"] == answer["head"]
    assert last["record"] == {
        "data": payload["data"],
        "id": payload["id"],
        "kind": "session",
        "room": book.room,
        "sender": "alice",
        "seq": 3,
        "time": answer["time"],
    }
    assert heard(at_alice, "record") == [last]


def test_every_browser_of_a_member_is_told(alice, bob):
    book = alice.create(bob)
    sockets = [bob.connect(), bob.connect(), bob.elsewhere().connect()]
    alice.say(alice.connect(), book, "hello")
    assert [len(heard(socket, "record")) for socket in sockets] == [2, 2, 2]


@pytest.mark.parametrize("log", [True, False])
def test_what_is_sent_again_is_answered_as_before_and_not_told_again(alice, bob, log):
    book = alice.create(bob, log=log)
    at_alice, at_bob = alice.connect(), bob.connect()
    session, keys = book.session(alice.signer)
    message = book.message(alice.signer, keys, 0, "once")
    first = [at_alice.emit("send", one, callback=True) for one in (session, message)]
    heard(at_bob, "record")

    # From another browser, as after a crash of the first.
    again = alice.elsewhere().connect()
    for payload, answer in zip((session, message), first, strict=True):
        assert again.emit("send", payload, callback=True) == answer
    assert heard(at_bob, "record") == []
    assert records(alice, book)["seq"] == 4


def test_what_got_in_before_a_change_is_acknowledged_after_it(alice, bob, carol):
    book = alice.create(bob)
    socket = alice.connect()
    session, _ = book.session(alice.signer)
    first = socket.emit("send", session, callback=True)
    bob.change(book, book.add(bob.signer, carol.signer))
    assert socket.emit("send", session, callback=True) == first


def test_a_stale_roster_is_answered_with_the_newest_head(alice, bob, carol):
    book = alice.create(bob)
    session, _ = book.session(alice.signer)
    bob.change(book, book.add(bob.signer, carol.signer))
    answer = alice.connect().emit("send", session, callback=True)
    assert answer["error"]["code"] == "stale-roster"
    assert answer["error"]["roster_head"] == book.roster.head


def test_an_id_is_one_senders_and_one_rooms(alice, bob):
    book, other = alice.create(bob), alice.create(bob)
    payload, _ = book.session(alice.signer)
    assert alice.connect().emit("send", payload, callback=True)["ok"]
    theirs, _ = book.session(bob.signer)
    answer = bob.connect().emit("send", {**theirs, "id": payload["id"]}, callback=True)
    assert answer["error"]["code"] == "id-conflict"
    elsewhere, _ = other.session(bob.signer)
    again = {**elsewhere, "id": payload["id"]}
    assert bob.connect().emit("send", again, callback=True)["ok"]


def test_a_session_of_another_is_no_session(alice, bob):
    book = alice.create(bob)
    session, keys = book.session(alice.signer)
    assert alice.connect().emit("send", session, callback=True)["ok"]
    forged = book.message(bob.signer, keys, 0, "as if")
    answer = bob.connect().emit("send", forged, callback=True)
    assert answer["error"] == {
        "code": "bad-request",
        "field": "data",
        "message": answer["error"]["message"],
    }
    honest = {**forged, "id": new_id()}
    assert alice.connect().emit("send", honest, callback=True)["ok"], "the premise"


def test_many_at_once_are_numbered_without_a_gap(alice, bob, app):
    """Some of a batch are refused; the others do not notice."""
    book = alice.create(bob)
    hub = app.extensions["securechat"].hub
    at_bob = bob.connect()
    payloads = [book.session(alice.signer)[0] for _ in range(5)]

    def send(number):
        payload = {**payloads[number % 5], "id": new_id()}
        if number % 4 == 0:
            payload["roster"] = "A" * 43
        return hub.send(Send(sender="alice", **payload))["seq"]

    with ThreadPoolExecutor(16) as pool:
        futures = [pool.submit(send, number) for number in range(80)]
    taken = [one.result() for one in futures if one.exception() is None]
    assert len(taken) == 60
    assert sorted(taken) == list(range(3, 63))
    told = [one["record"]["seq"] for one in heard(at_bob, "record")]
    assert told == sorted(taken), "told in order of storing"
    answer = records(alice, book, after=0, limit=200)
    assert [one["record"]["seq"] for one in answer["records"]] == list(range(1, 63))


def test_one_that_cannot_be_stored_is_refused_alone(alice, bob, app, monkeypatch):
    book = alice.create(bob)
    hub = app.extensions["securechat"].hub
    payload, _ = book.session(alice.signer)
    good = Send(sender="alice", **payload)
    # PostgreSQL refuses this character, SQLite the lone surrogate; no form lets it in.
    bad = Send(sender="alice", **{**payload, "id": new_id(), "data": "\ud800"})
    outcomes = hub.log._commit([bad, good, bad])
    assert isinstance(outcomes[0], Exception)
    assert isinstance(outcomes[2], Exception)
    assert outcomes[1].kept[0].record["seq"] == 3
    assert len(verify(alice, book)) == 3


def test_a_log_that_cannot_be_written_is_waited_for_once(alice, bob, app, monkeypatch):
    """Not by each of a batch in turn: it is the database, and none of them."""
    book = alice.create(bob)
    log = app.extensions["securechat"].hub.log
    sends = [Send(sender="alice", **book.session(alice.signer)[0]) for _ in range(3)]
    tries = []

    def locked(items):
        tries.append(len(items))
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("locked"))

    with monkeypatch.context() as during:
        during.setattr(log, "_transact", locked)
        outcomes = log._commit(sends)
    assert tries == [3]
    assert [one.code for one in outcomes] == ["server-error"] * 3
    assert [one.kept[0].record["seq"] for one in log._commit(sends)] == [3, 4, 5]
