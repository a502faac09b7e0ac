"""Disks that are full, databases that cannot be written to, clocks that are set.

What cannot be stored is refused with a reason and not told to anybody; what was
acknowledged is there; everything else goes on, and this does when the trouble is over.
"""

import contextlib
import resource
import time

import itsdangerous.timed
import pytest
from sqlalchemy import event

from chat import revocation, steady, windows
from chat.database import db
from encryption.crypto_utils import new_id
from tests.factories import heard, now
from tests.unit.chat.test_files import begin, on_disk, put, upload
from tests.unit.chat.test_rooms import records, verify

MIB = 1024 * 1024
DAY, YEAR = 86_400, 365 * 86_400


@contextlib.contextmanager
def every_connection(engine, pragma):
    """Let a pragma hold for whoever uses a database, here and now."""

    def set_pragma(connection, *_):
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "checkout", set_pragma)
    try:
        yield
    finally:
        event.remove(engine, "checkout", set_pragma)
        # It holds for a connection, and is over with it.
        engine.dispose()


def log_of(app):
    return app.extensions["securechat"].hub.log


@pytest.fixture
def talk(alice, bob):
    """Alice, who has said something to Bob, and can say more."""
    book = alice.create(bob)
    socket = alice.connect()
    session, keys = book.session(alice.signer)
    assert socket.emit("send", session, callback=True)["ok"]

    def say(payload):
        return socket.emit("send", payload, callback=True)

    say.book, say.socket = book, socket
    say.payloads = [book.message(alice.signer, keys, n, "x" * 9_000) for n in range(20)]
    return say


@pytest.mark.parametrize("pragma", ["max_page_count=1", "query_only=ON"])
def test_a_log_that_cannot_be_written_to(app, talk, alice, bob, pragma):
    """A limit below what the database has lets it grow no further: the disk is full."""
    at_bob = bob.connect()
    first, *others = talk.payloads
    taken = talk(first)
    assert taken["ok"], "the premise"
    heard(at_bob, "record")
    with every_connection(log_of(app)._writer, pragma):
        answers = [talk(payload) for payload in others]
        refused = [one for one in answers if not one["ok"]]
        assert len(refused) > 10, "the premise: some may have fitted in"
        assert {one["error"]["code"] for one in refused} == {"server-error"}
        told = [one["record"]["id"] for one in heard(at_bob, "record")]
        fitted = zip(others, answers, strict=True)
        assert told == [payload["id"] for payload, one in fitted if one["ok"]]
        # The rest goes on.
        assert records(bob, talk.book)["seq"] == 4 + len(told)
        assert bob.elsewhere().connect().is_connected()
    assert talk(first) == taken
    # Sent again, with their ids, as browsers do.
    again = [talk(payload) for payload in others]
    assert [one["seq"] for one in again] == list(range(5, 5 + len(others)))
    assert len(verify(bob, talk.book)) == 4 + len(others)
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 0, result.output


@contextlib.contextmanager
def no_file_longer_than(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_refuses_a_piece_of_a_file_and_keeps_none_of_it(
    alice, bob, talk, settings
):
    before = on_disk(settings)
    identity, size = new_id(), MIB + 16
    assert begin(alice, talk.book, identity, size).status_code == 201
    with no_file_longer_than(MIB // 2):
        answer = put(alice, talk.book, identity, 0, bytes(MIB + 16))
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "server-error")
    assert on_disk(settings) == before
    assert talk(talk.payloads[0])["ok"], "the rest goes on"
    assert put(alice, talk.book, identity, 0, bytes(MIB + 16)).json["complete"]
    upload(alice, talk.book)


def test_accounts_that_cannot_be_written_to(app, talk, alice, bob):
    """Who is logged in goes on, an hour later too; who changes something is refused."""
    with app.app_context():
        engine = db.engine
        db.session.execute(db.text("UPDATE logins SET seen = seen - 7200000"))
        db.session.commit()
    with every_connection(engine, "query_only=ON"):
        assert alice.http.get("/api/me").status_code == 200
        assert bob.connect().is_connected()
        assert talk(talk.payloads[0])["ok"]
        body = {"secret": bob.secret, "username": "bob"}
        answer = app.test_client().post("/api/login", json=body)
        refused = answer.status_code, answer.json["error"]["code"]
        assert refused == (500, "server-error")
    assert bob.elsewhere().connect().is_connected()


class WallClock:
    """The clock on the wall, which somebody sets; the other ones go on."""

    ahead = 0

    def __getattr__(self, name):
        return getattr(time, name)

    def time(self):
        return time.time() + self.ahead


def test_a_clock_that_is_set_harms_no_ordering_and_no_session(
    app, talk, alice, bob, monkeypatch
):
    wall = WallClock()
    for module in (steady, itsdangerous.timed, windows):
        monkeypatch.setattr(module, "time", wall)
    at_bob, payloads, begun = bob.connect(), iter(talk.payloads), now()
    for ahead in (-DAY, YEAR, -DAY, 0):
        wall.ahead = ahead
        assert talk(next(payloads))["ok"], "over the connection there is"
        assert alice.http.get("/api/me").status_code == 200
        revocation.revoke(app)
        elsewhere = bob.elsewhere()
        socket = elsewhere.connect()
        assert alice.say(alice.connect(), talk.book, "hello")["ok"]
        assert len(heard(socket, "record")) >= 1
        assert elsewhere.http.get("/api/me").status_code == 200
        app.extensions["securechat"].hub.log.sweep()
    assert at_bob.is_connected()
    kept = verify(bob, talk.book)
    times = [record["time"] for record in kept]
    assert times == sorted(times)
    assert begun <= times[-1] <= now()


def test_a_leap_that_lasts_is_followed_in_the_end(monkeypatch):
    wall = WallClock()
    running = {"now": 0.0}
    monkeypatch.setattr(steady, "time", wall)
    monkeypatch.setattr(steady, "_running", lambda: running["now"])
    clock = steady.Steady()
    for small in (10, -10, 30 * 60):
        wall.ahead = small
        assert clock.now() == pytest.approx(time.time() + small, abs=5)
    wall.ahead = YEAR
    assert clock.now() == pytest.approx(time.time() + 30 * 60, abs=5)
    running["now"] = steady.LASTING + 1
    assert clock.now() == pytest.approx(time.time() + YEAR, abs=5)
