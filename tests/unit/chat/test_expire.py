"""Messages that disappear: the server keeps their hashes once their time is over."""

import pytest

from encryption.signed import record_hash
from tests.factories import heard
from tests.unit.chat.test_erase import erase, is_there, messages, named
from tests.unit.chat.test_log_file import download, verify
from tests.unit.chat.test_rooms import records


def set_timer(person, book, seconds, log=True):
    settings = {"log": log} | ({"expire": seconds} if seconds else {})
    person.change(book, book.write(person.signer, "settings", settings=settings))


@pytest.fixture
def log(app):
    return app.extensions["securechat"].hub.log


@pytest.fixture
def book(alice, bob):
    """A room in which messages disappear after a minute, but for the first one."""
    book, socket = alice.create(bob), alice.connect()
    alice.say(socket, book, "before the timer")
    set_timer(alice, book, 60)
    alice.say(socket, book, "under the timer")
    return book


def test_nobody_is_shown_one_whose_time_is_over(alice, bob, book, clock, tmp_path):
    kept, waning = messages(bob, book)
    clock.ahead = 58
    assert messages(bob, book) == [kept, waning]
    clock.ahead = 61
    now = messages(bob, book)
    assert now[0] == kept
    assert now[1]["erased"] == record_hash(waning)
    assert "data" not in now[1]
    assert verify(tmp_path, download(alice, book)) == 0
    assert waning["data"].encode() not in download(alice, book)


def test_a_sweep_takes_it_out_of_every_file(bob, book, clock, log, settings):
    kept, waning = messages(bob, book)
    log.sweep()
    assert is_there(settings, waning), "the premise: it is not due yet"
    clock.ahead = 61
    log.sweep()
    assert not is_there(settings, waning)
    assert is_there(settings, kept)
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["time"]) == (1, kept["time"])
    assert summary["expire"] == 60


def test_a_sweep_takes_all_of_them(alice, bob, clock, log):
    book, socket = alice.create(bob), alice.connect()
    set_timer(alice, book, 1)
    for number in range(40):
        alice.say(socket, book, f"number {number}")
    other = bob.create(alice)
    set_timer(bob, other, 1)
    bob.say(bob.connect(), other, "elsewhere")
    clock.ahead = 2
    log.sweep()
    with log._reader.connect() as connection:
        left = connection.exec_driver_sql(
            "SELECT count(*) FROM records WHERE kind = 'message' AND data <> ''"
        ).scalar()
    assert left == 0


def test_the_timer_is_the_one_that_it_was_sent_under(alice, bob, book, clock):
    socket = alice.connect()
    set_timer(alice, book, 0)
    alice.say(socket, book, "without a timer again")
    set_timer(alice, book, 600)
    alice.say(socket, book, "under a longer one")
    clock.ahead = 120
    assert ["data" in one for one in messages(bob, book)] == [True, False, True, True]
    clock.ahead = 601
    assert ["data" in one for one in messages(bob, book)] == [True, False, True, False]


def test_what_takes_something_back_does_not_expire(alice, bob, book, clock, log):
    first, waning = messages(bob, book)
    assert erase(alice, named(first, waning)) == {"ok": True}
    clock.ahead = 61
    log.sweep()
    assert ["data" in one for one in messages(bob, book)] == [False, True]


def test_what_expired_takes_nothing_back(alice, bob, book, clock, log):
    first, waning = messages(bob, book)
    clock.ahead = 61
    log.sweep()
    answer = erase(alice, named(first, waning))
    assert answer["error"] == {**answer["error"], "field": "delete"}


def test_sessions_and_roster_entries_stay(bob, book, clock, log):
    clock.ahead = 10_000
    log.sweep()
    kinds = [
        one["record"]["kind"]
        for one in records(bob, book, after=0)["records"]
        if "data" in one["record"]
    ]
    assert kinds.count("session") == 2
    assert kinds.count("roster") == 3


def test_where_the_log_is_off_the_timer_changes_nothing(alice, bob, clock, log):
    book, at_bob = alice.create(bob, log=False), bob.connect()
    set_timer(alice, book, 60, log=False)
    alice.say(alice.connect(), book, "fleeting")
    assert heard(at_bob, "record")[-1]["record"]["kind"] == "message"
    clock.ahead = 61
    log.sweep()
    assert messages(bob, book) == []
