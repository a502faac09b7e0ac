"""A room whose log is off keeps nothing of its messages."""

import sqlite3

import pytest

from encryption.signed import b64u, first_head, next_head
from tests.factories import heard
from tests.unit.chat.test_rooms import records


def kinds(person, book):
    return [one["record"]["kind"] for one in records(person, book, after=0)["records"]]


def test_messages_are_relayed_and_not_kept(alice, bob):
    book = alice.create(bob, log=False)
    at_bob = bob.connect()
    said = alice.say(alice.connect(), book, "fleeting")
    told = heard(at_bob, "record")
    assert [one["record"]["kind"] for one in told] == ["session", "message"]
    assert kinds(alice, book) == ["roster", "roster", "session"]
    answer = records(alice, book)
    assert (answer["seq"], answer["head"]) == (said["seq"], said["head"])
    (summary,) = alice.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["time"], summary["log"]) == (0, None, False)


def test_the_chain_goes_over_what_is_not_kept(alice, bob):
    book = alice.create(bob, log=False)
    at_bob, socket = bob.connect(), alice.connect()
    for text in ("one", "two", "three"):
        alice.say(socket, book, text)
    head = first_head(book.room)
    kept = records(alice, book, after=0)["records"][:2]
    for one in [*kept, *heard(at_bob, "record")]:
        head = next_head(head, one["record"])
        assert one["head"] == b64u(head)
    assert records(alice, book)["head"] == b64u(head)


@pytest.fixture
def turned_off(alice, bob):
    """A room with three messages whose log is then turned off."""
    book = alice.create(bob)
    socket = alice.connect()
    for text in ("one", "two", "three"):
        alice.say(socket, book, text)
    assert kinds(alice, book).count("message") == 3, "the premise"
    return book


def turn(person, book, on):
    person.change(book, book.write(person.signer, "settings", settings={"log": on}))


def test_turning_it_off_deletes_the_messages(alice, bob, turned_off):
    turn(alice, turned_off, on=False)
    assert kinds(bob, turned_off) == ["roster", "roster", "session", "roster"]
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["time"]) == (0, None)


def test_what_was_deleted_is_in_no_file(alice, bob, turned_off, settings):
    data = [
        one["record"]["data"].encode()
        for one in records(alice, turned_off, after=0)["records"]
        if one["record"]["kind"] == "message"
    ]

    def found():
        files = [path.read_bytes() for path in settings.log_dir.iterdir()]
        return [one for one in data if any(one[:64] in file for file in files)]

    assert found() == data, "the premise"
    turn(alice, turned_off, on=False)
    assert found() == []


def test_what_was_deleted_and_is_sent_again_is_not_new(alice, bob):
    book = alice.create(bob)
    socket = alice.connect()
    session, keys = book.session(alice.signer)
    message = book.message(alice.signer, keys, 0, "once")
    socket.emit("send", session, callback=True)
    first = socket.emit("send", message, callback=True)
    turn(alice, book, on=False)
    assert socket.emit("send", message, callback=True) == first


def test_turning_it_on_again_keeps_what_follows(alice, bob, turned_off):
    turn(alice, turned_off, on=False)
    turn(alice, turned_off, on=True)
    alice.say(alice.connect(), turned_off, "kept")
    assert kinds(bob, turned_off)[-3:] == ["roster", "session", "message"]


def test_off_and_on_in_one_request_deletes_all_the_same(alice, turned_off):
    entries = [
        turned_off.write(alice.signer, "settings", settings={"log": on})
        for on in (False, True)
    ]
    alice.change(turned_off, *entries)
    assert "message" not in kinds(alice, turned_off)


def test_no_message_is_in_the_database_of_a_room_that_was_always_off(
    alice, bob, settings
):
    book = alice.create(bob, log=False)
    alice.say(alice.connect(), book, "fleeting")
    with sqlite3.connect(settings.log_dir / "log.sqlite") as database:
        query = "SELECT count(*) FROM records WHERE kind = 'message'"
        assert database.execute(query).fetchone() == (0,)
    database.close()
