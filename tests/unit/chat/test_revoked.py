"""Who was shut out sends nothing more: from the moment that it was acknowledged.

The server remembers what it has read of rooms and logins. Each test lets it remember
first that the sender may send, and then takes that away: here, or in another process
on the same databases, which tells this one nothing.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from chat.application import build, close
from chat.envelope import check_envelope
from chat.logs import Send
from chat.refusal import Refusal
from tests.factories import Person

PATIENCE = 60


@pytest.fixture
def other(settings):
    """Another process on the same databases, as far as this one can tell."""
    other = build(settings)
    yield other
    close(other)


def through(person, app):
    """Give somebody's login to another application."""
    twin = Person(app, person.username)
    twin.signer = person.signer
    cookie = person.http.get_cookie("securechat_login").value
    twin.http.set_cookie("securechat_login", cookie)
    return twin


@pytest.fixture
def speaker(alice, bob):
    """Bob in a room of Alice's, who has just sent there: he is remembered."""
    book = alice.create(bob)
    socket = bob.connect()
    session, keys = book.session(bob.signer)
    assert socket.emit("send", session, callback=True)["ok"], "the premise"

    def say(idx):
        payload = book.message(bob.signer, keys, idx, "still here")
        answer = socket.emit("send", payload, callback=True)
        return "ok" if answer["ok"] else answer["error"]["code"]

    assert say(0) == "ok", "the premise"
    say.book, say.keys, say.socket = book, keys, socket
    return say


def remove(book, alice, bob):
    alice.change(book, book.write(alice.signer, "remove", subject=bob.signer.subject))


def test_a_removed_member(speaker, alice, bob):
    remove(speaker.book, alice, bob)
    assert speaker(1) == "not-found"


def test_a_member_removed_by_another_process(speaker, alice, bob, other):
    remove(speaker.book, through(alice, other), bob)
    assert speaker(1) == "not-found"


def test_a_member_removed_in_the_same_transaction(speaker, alice, bob, app):
    hub, book = app.extensions["securechat"].hub, speaker.book
    payload = book.message(bob.signer, speaker.keys, 1, "still here")
    entry = book.write(alice.signer, "remove", subject=bob.signer.subject)
    sid = check_envelope("message", payload["data"])
    with app.app_context():
        removal = hub._change("alice", book.room, [entry], creates=False)
    sending = Send(sender="bob", sid=sid, **payload)
    changed, sent = hub.log._commit([removal, sending])
    assert changed.fresh
    assert sent.code == "not-found"


def test_an_ended_login(speaker, bob, other):
    answer = through(bob, other).http.post("/api/logout", json={})
    assert answer.status_code == 204
    assert speaker(1) == "not-logged-in"
    assert not speaker.socket.is_connected()


@pytest.mark.parametrize("command", [["disable", "bob"], ["delete", "--yes", "bob"]])
def test_a_disabled_account(speaker, other, command):
    result = other.test_cli_runner().invoke(args=["users", *command])
    assert result.exit_code == 0, result.output
    assert speaker(1) == "not-logged-in"


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("signal", {"data": "x", "room": "x", "roster": "x"}),
        ("erase", {"delete": 5, "id": "A" * 22, "room": "A" * 22, "seq": 4}),
        ("keys", {"bundle": "x"}),
    ],
)
def test_an_ended_login_neither_signals_nor_erases(bob, other, event, payload):
    socket = bob.connect()
    through(bob, other).http.post("/api/logout", json={})
    answer = socket.emit(event, payload, callback=True)
    assert answer["error"]["code"] == "not-logged-in"
    assert not socket.is_connected()


def test_a_deleted_room(speaker, alice, bob, other):
    book = speaker.book
    for who in (alice, bob):
        leave = book.write(who.signer, "leave", subject=who.signer.subject)
        through(who, other).change(book, leave)
    result = other.test_cli_runner().invoke(args=["log", "prune"])
    assert "1" in result.output, result.output
    assert speaker(1) == "not-found"


def test_a_room_made_anew_knows_nothing_of_the_old_one(speaker, alice, bob, other):
    """Its id may be used again: sessions of the old room count for nothing."""
    book = speaker.book
    for who in (alice, bob):
        leave = book.write(who.signer, "leave", subject=who.signer.subject)
        through(who, other).change(book, leave)
    other.test_cli_runner().invoke(args=["log", "prune"])
    again = type(book)(room=book.room)
    entries = again.create(alice.signer, bob.signer)
    body = {"entries": entries, "room": book.room}
    assert through(alice, other).http.post("/api/rooms", json=body).status_code == 201
    book.roster = again.roster
    assert speaker(1) == "bad-request"


class Gate:
    """Holds one transaction of the log up, before it begins."""

    def __init__(self, log, monkeypatch):
        self.reached, self.opened = threading.Event(), threading.Event()
        self._transact, self._first = log._transact, True
        monkeypatch.setattr(log, "_transact", self._held)

    def _held(self, *args, **options):
        if self._first:
            self._first = False
            self.reached.set()
            assert self.opened.wait(PATIENCE)
        return self._transact(*args, **options)


@pytest.mark.parametrize("where", ["here", "in another process"])
def test_what_waits_to_be_stored_is_not_stored_behind_the_end_of_its_login(
    speaker, alice, bob, app, other, monkeypatch, where
):
    """Not even if it came before: who ended the login was told that it is over."""
    hub, book = app.extensions["securechat"].hub, speaker.book
    login = next(c.login for c in hub._connections.values() if c.username == "bob")
    twin = bob if where == "here" else through(bob, other)
    theirs, _ = book.session(alice.signer)
    payload = book.message(bob.signer, speaker.keys, 1, "still here")
    sid = check_envelope("message", payload["data"])
    gate = Gate(hub.log, monkeypatch)
    ended = threading.Event()
    end_login = hub.end_login

    def tell(*args):
        end_login(*args)
        ended.set()

    monkeypatch.setattr(hub, "end_login", tell)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(hub.send, Send(sender="alice", **theirs))
        assert gate.reached.wait(PATIENCE)
        waiting = pool.submit(
            hub.send, Send(sender="bob", sid=sid, login=login, **payload)
        )
        while not hub.log._group._waiting:
            threading.Event().wait(0.001)
        logout = pool.submit(twin.http.post, "/api/logout", json={})
        if where == "here":
            assert ended.wait(PATIENCE)
        else:
            logout.result()
        gate.opened.set()
        assert logout.result().status_code == 204
        assert first.result()["seq"]
        with pytest.raises(Refusal, match="not-logged-in"):
            waiting.result()
