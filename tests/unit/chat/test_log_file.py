"""The log that a member downloads."""

import json

import pytest

from encryption import log_tool
from tests.factories import SEALED
from tests.unit.chat.test_log_off import turn
from tests.unit.chat.test_rooms import records


@pytest.fixture
def book(alice, bob):
    book = alice.create(bob)
    socket = alice.connect()
    for number in range(5):
        alice.say(socket, book, f"message {number}")
    return book


def download(person, book):
    answer = person.http.get(f"/api/rooms/{book.room}/log")
    assert answer.status_code == 200
    assert answer.mimetype == "application/x-ndjson"
    name = answer.headers["Content-Disposition"]
    assert name.startswith(f'attachment; filename="{book.room}-20')
    assert name.endswith('.securechat.jsonl"')
    return answer.data


def lines(data):
    return [json.loads(line) for line in data.splitlines()]


def verify(tmp_path, data):
    file = tmp_path / "log.securechat.jsonl"
    file.write_bytes(data)
    return log_tool.main(["verify", str(file)])


def test_it_holds_everything_in_order_and_verifies(alice, bob, book, tmp_path):
    data = download(bob, book)
    made = lines(data)
    assert [line["type"] for line in made] == [
        "manifest",
        "bundle",
        "bundle",
        "sealed",
        *["record"] * 8,
        "end",
    ]
    newest = records(bob, book, after=0)
    assert (made[0]["by"], made[0]["seq"]) == ("bob", newest["seq"])
    assert made[0]["head"] == made[-1]["head"] == newest["head"]
    assert made[3]["sealed"] == SEALED
    assert made[3]["username"] == "bob"
    assert [line["record"] for line in made[4:-1]] == [
        one["record"] for one in newest["records"]
    ]
    assert made[-1]["lines"] == len(made)
    assert verify(tmp_path, data) == 0
    assert verify(tmp_path, data[:-1]) != 0, "the premise"


def test_it_has_what_the_recovery_phrase_opens(alice, bob, book, tmp_path):
    wish = bob.new_phrase()
    assert bob.http.put("/api/account/recovery", json=wish).status_code == 204
    data = download(bob, book)
    made = lines(data)
    assert [line["type"] for line in made[3:6]] == ["sealed", "recovery", "record"]
    assert (made[4]["sealed"], made[4]["username"]) == (wish["sealed"], "bob")
    assert verify(tmp_path, data) == 0
    # Nobody is given what is another's.
    assert wish["sealed"].encode() not in download(alice, book)


def test_what_is_not_kept_is_a_gap_that_verifies(alice, book, tmp_path):
    turn(alice, book, on=False)
    socket = alice.connect()
    alice.say(socket, book, "not kept")
    alice.say(socket, book, "not kept either")
    data = download(alice, book)
    gaps = [
        (line["first"], line["last"]) for line in lines(data) if line["type"] == "gap"
    ]
    assert gaps == [(4, 8), (11, 12)]
    assert lines(data)[-1]["head"] == records(alice, book)["head"]
    assert verify(tmp_path, data) == 0


def test_it_is_as_it_was_when_asked_for(alice, book, app, tmp_path):
    log = app.extensions["securechat"].hub.log
    snapshot = log.snapshot()
    before = snapshot.room(book.room, "alice")
    # Nobody waits for a download: who did would never be answered.
    turn(alice, book, on=False)
    kept = [one for one, _ in snapshot.all(book.room, 3)]
    assert [one.record["seq"] for one in kept] == list(range(1, before.seq + 1))
    assert kept[-1].head == before.head
    snapshot.close()


def test_a_long_log_is_read_a_page_at_a_time(alice, book, app):
    log = app.extensions["securechat"].hub.log
    snapshot = log.snapshot()
    for page in (1, 3, 8, 100):
        seqs = [one.record["seq"] for one, _ in snapshot.all(book.room, page)]
        assert seqs == list(range(1, 9))
    snapshot.close()


def test_whoever_breaks_off_leaves_no_connection_open(alice, book, app, monkeypatch):
    log = app.extensions["securechat"].hub.log
    closed = []
    make = log.snapshot

    def snapshot():
        made = make()
        monkeypatch.setattr(made, "close", lambda: closed.append(made._connection))
        return made

    monkeypatch.setattr(log, "snapshot", snapshot)
    answer = alice.http.get(f"/api/rooms/{book.room}/log", buffered=False)
    answer.close()
    alice.http.head(f"/api/rooms/{book.room}/log").close()
    assert len(closed) == 2
    for connection in closed:
        connection.close()
