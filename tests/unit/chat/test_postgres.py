"""The same server on PostgreSQL: every statement that a room's life needs."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, text

from chat.application import build, close
from tests import postgres
from tests.factories import Book, Person, heard
from tests.unit.chat.test_erase import erase, messages
from tests.unit.chat.test_erase import named as named_erasure
from tests.unit.chat.test_expire import set_timer
from tests.unit.chat.test_key_log import logged, named
from tests.unit.chat.test_keys import renew
from tests.unit.chat.test_log_file import download, verify
from tests.unit.chat.test_log_off import kinds, turn
from tests.unit.chat.test_log_upgrade import set_back
from tests.unit.chat.test_password import change as change_password
from tests.unit.chat.test_rooms import records
from tests.unit.chat.test_rooms import verify as verify_chain
from tests.unit.chat.test_state import put

WHY_NOT = postgres.why_not()

pytestmark = pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))


@pytest.fixture
def app(settings):
    # Not below pytest's folder: another user than root could not enter that.
    with tempfile.TemporaryDirectory() as folder, postgres.postgres(Path(folder)) as at:
        urls = {"database_url": f"{at}/accounts", "log_url": f"{at}/log"}
        app = build(replace(settings, **urls))
        yield app
        close(app)
        # A second start finds what the first made.
        again = build(replace(settings, **urls))
        assert Person(again, "alice").http.get("/api/me").status_code == 401
        close(again)


def test_a_room_lives_on_postgresql(app, alice, bob, carol, tmp_path):
    book = alice.create(bob)
    at_bob, socket = bob.connect(), alice.connect()
    session, keys = book.session(alice.signer)
    message = book.message(alice.signer, keys, 0, "once")
    first = [socket.emit("send", one, callback=True) for one in (session, message)]
    assert [one["seq"] for one in first] == [3, 4]
    assert [one["record"]["seq"] for one in heard(at_bob, "record")] == [3, 4]
    again = [socket.emit("send", one, callback=True) for one in (session, message)]
    assert again == first

    alice.change(book, book.add(alice.signer, carol.signer))
    alice.change(book, book.write(alice.signer, "remove", subject=bob.signer.subject))
    assert bob.http.get("/api/rooms").json == {"rooms": []}
    assert carol.http.get("/api/rooms").json["rooms"][0]["messages"] == 1
    assert verify_chain(carol, book)[-1]["seq"] == 6
    assert verify(tmp_path, download(alice, book)) == 0

    turn(alice, book, on=False)
    assert alice.say(socket, book, "fleeting")["ok"]
    assert "message" not in kinds(carol, book)
    assert verify(tmp_path, download(carol, book)) == 0
    assert records(carol, book, before=4, limit=2)["records"] != []


def test_messages_are_erased_and_expire(app, alice, bob, clock, tmp_path):
    book, socket = alice.create(bob), alice.connect()
    alice.say(socket, book, "one")
    alice.say(socket, book, "two")
    one, two = messages(bob, book)
    assert erase(alice, named_erasure(one, two)) == {"ok": True}
    set_timer(alice, book, 60)
    alice.say(socket, book, "for a minute")
    clock.ahead = 61
    app.extensions["securechat"].hub.log.sweep()
    assert ["data" in record for record in messages(bob, book)] == [False, True, False]
    (summary,) = bob.http.get("/api/rooms").json["rooms"]
    assert (summary["messages"], summary["time"]) == (1, two["time"])
    assert verify(tmp_path, download(bob, book)) == 0


def test_the_log_of_an_older_release_goes_on(app, alice, bob):
    settings = app.extensions["securechat"].settings
    book = alice.create(bob)
    alice.say(alice.connect(), book, "one")
    close(app)
    engine = create_engine(settings.log_url)
    with engine.begin() as connection:
        for statement in set_back():
            connection.execute(text(statement))
    engine.dispose()
    again = build(settings)
    try:
        alice.app = again
        alice.http = alice.elsewhere().http
        set_timer(alice, book, 60)
        assert alice.say(alice.connect(), book, "two")["ok"]
        assert len(messages(alice, book)) == 2
    finally:
        close(again)


def test_what_two_do_at_once_one_does(app, alice, bob):
    both = [alice.elsewhere(), alice.elsewhere()]
    with ThreadPoolExecutor() as pool:
        states = [one.status_code for one in pool.map(put, both, [1, 1])]
    assert sorted(states) == [200, 409]
    twins = [Person(app, "twin"), Person(app, "twin")]

    def register(person):
        body = person.registration()
        return person.http.post("/api/register", json=body).status_code

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(register, twins)) == [201, 409]


def test_several_processes_keep_one_key_log(app, client, alice, bob):
    other = build(app.extensions["securechat"].settings)
    try:
        people = [Person((app, other)[n % 2], f"person{n}") for n in range(8)]
        with ThreadPoolExecutor() as pool:
            list(pool.map(Person.register, people))
        assert sorted(logged(client)) == sorted(named(alice, bob, *people))
        assert logged(other.test_client()) == logged(client)
    finally:
        close(other)


def test_of_renewals_at_once_one_is_taken(app, client, alice, bob):
    browsers = [alice, alice.elsewhere(), alice.elsewhere()]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(renew, browsers, ["mallory", "carol", "bob"]))
    first, *others = sorted(answer.status_code for answer in answers)
    # Who comes a moment later finds other keys there, or their login ended by then.
    assert first == 200
    assert set(others) <= {400, 401}
    assert len(logged(client)) == 3
    bundles = bob.http.get("/api/users/alice/bundle").json
    assert bundles["earlier"] == [alice.signer.bundle]


def test_of_password_changes_at_once_one_counts_and_old_logins_end(app, alice):
    browsers = [alice.elsewhere() for _ in range(3)]
    wishes = [one.new_password() for one in browsers]
    body = {"secret": alice.secret, "username": "alice"}
    with ThreadPoolExecutor() as pool:
        changes = pool.map(change_password, browsers, wishes)
        comers = [app.test_client() for _ in range(6)]
        logins = pool.map(lambda one: one.post("/api/login", json=body), comers)
        codes = [answer.status_code for answer in changes]
        assert {answer.status_code for answer in logins} <= {200, 401}
    assert codes.count(204) == 1
    still = [one.get("/api/me").status_code for one in comers]
    assert still == [401] * 6
    stored = browsers[codes.index(204)].http.get("/api/me").json["sealed"]
    assert stored == wishes[codes.index(204)]["sealed"]


def test_of_recoveries_at_once_one_counts(app, alice):
    wish = alice.new_phrase()
    assert alice.http.put("/api/account/recovery", json=wish).status_code == 204
    bodies = [alice.recovery(wish["secret"]) for _ in range(4)]
    comers = [app.test_client() for _ in bodies]
    with ThreadPoolExecutor() as pool:
        answers = pool.map(
            lambda pair: pair[0].post("/api/recovery", json=pair[1]).status_code,
            zip(comers, bodies, strict=True),
        )
        codes = list(answers)
    assert sorted(codes) == [200, 401, 401, 401]
    counts = bodies[codes.index(200)]
    me = comers[codes.index(200)].get("/api/me").json
    assert me["sealed"] == counts["password"]["sealed"]
    asked = {"secret": counts["phrase"]["secret"], "username": "alice"}
    given = app.test_client().post("/api/recovery/keys", json=asked).json
    assert given["sealed"] == counts["phrase"]["sealed"]


def test_an_older_database_is_brought_up_to_date(app, client, alice, bob):
    with app.app_context():
        downgrade(revision="0001")
        upgrade()
    assert sorted(logged(client)) == sorted(named(alice, bob))


def test_many_rooms_at_once(app, alice, bob):
    bodies = []
    for _ in range(8):
        book = Book()
        entries = book.create(alice.signer, bob.signer)
        bodies.append({"entries": entries, "room": book.room})
    browsers = [alice.elsewhere() for _ in bodies]
    with ThreadPoolExecutor() as pool:
        answers = pool.map(
            lambda pair: pair[0].http.post("/api/rooms", json=pair[1]).status_code,
            zip(browsers, bodies, strict=True),
        )
        assert list(answers) == [201] * 8
    assert len(bob.http.get("/api/rooms").json["rooms"]) == 8
