"""The log of an older release goes on in this one."""

import sqlite3

import pytest

from chat.application import build, close
from chat.logs import LogStore
from chat.logs.upgrading import NewerLog
from tests.factories import Person
from tests.unit.chat.test_erase import erase, messages, named
from tests.unit.chat.test_expire import set_timer
from tests.unit.chat.test_log_file import download, verify

# What release 1.1 did not have.
SINCE = {
    "members": ("lost",),
    "records": ("erased", "expires", "takes_back"),
    "rooms": ("expire",),
}


def set_back():
    """List what makes the log one that release 1.1 wrote."""
    yield "DROP INDEX ix_records_expires"
    for table, columns in SINCE.items():
        for column in columns:
            yield f"ALTER TABLE {table} DROP COLUMN {column}"
    yield "UPDATE versions SET version = 1"


@pytest.fixture
def older(app, alice, bob, settings):
    """A room of release 1.1, in an application of this one."""
    book, socket = alice.create(bob), alice.connect()
    for text in ("one", "two"):
        alice.say(socket, book, text)
    close(app)
    with sqlite3.connect(settings.log_dir / "log.sqlite") as database:
        for statement in set_back():
            database.execute(statement)
    database.close()
    again = build(settings)
    for person in (alice, bob):
        person.app = again
        person.http = person.elsewhere().http
    yield book
    close(again)


def test_what_was_there_is_there(alice, bob, older, tmp_path):
    assert [("data" in one) for one in messages(bob, older)] == [True, True]
    assert verify(tmp_path, download(alice, older)) == 0
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["expire"]) == (2, 0)


def test_messages_are_erased_and_expire(alice, bob, older, tmp_path):
    one, two = messages(alice, older)
    assert erase(alice, named(one, two)) == {"ok": True}
    set_timer(alice, older, 31_536_000)
    assert alice.say(alice.connect(), older, "for a year")["ok"]
    assert verify(tmp_path, download(bob, older)) == 0


def test_a_log_from_the_future_is_refused(app, settings):
    close(app)
    path = settings.log_dir / "log.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE versions SET version = 99")
    database.close()
    with pytest.raises(NewerLog):
        LogStore(f"sqlite:///{path}", "normal", lambda *_: None)


def test_who_started_on_it_starts_on_it_again(app, settings):
    again = build(settings)
    assert Person(again, "alice").http.get("/api/me").status_code == 401
    close(again)
