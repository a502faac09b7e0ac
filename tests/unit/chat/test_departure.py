"""Deleting an account: all at once, for who knows its password, and for good."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import event

from chat import departure, revocation
from chat.application import build, close
from chat.database import Model, db
from chat.key_log import KeyLog
from chat.models import Departed, DepartedBundle
from encryption.signed import unb64u
from tests.factories import Person, heard
from tests.unit.chat.test_files import on_disk, upload
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, is_there, opens, refused
from tests.unit.chat.test_password import with_long_keys as with_long_keys
from tests.unit.chat.test_users import flask as flask

FAREWELL = {"kind": "farewell", "body": {}}


def delete(person, **changes):
    wish = {**person.deletion(), **changes}
    return person.http.post("/api/account/delete", json=wish)


def bid_farewell(person, book, socket=None):
    """Do what a browser does in each room before its account goes."""
    sent = person.say(socket or person.connect(), book, "", **FAREWELL)
    assert sent["ok"], sent
    said = {"id": sent["id"], "seq": sent["seq"]}
    answer = person.http.post(f"/api/rooms/{book.room}/farewell", json=said)
    assert answer.status_code == 204, answer.text
    return said


def go(person, book):
    """Leave a group."""
    entry = book.write(person.signer, "leave", subject=person.signer.subject)
    person.change(book, entry)


def shown(person, book):
    return person.http.get(f"/api/rooms/{book.room}/records").json["records"]


def log_at_rest(settings):
    return b"".join(
        path.read_bytes() for path in settings.log_dir.rglob("*") if path.is_file()
    )


def test_it_is_gone_and_its_cookie_opens_nothing(app, alice, bob):
    elsewhere, here = alice.elsewhere(), alice.connect()
    there, at_bob = elsewhere.connect(), bob.connect()
    stolen = alice.http.get_cookie("securechat_login").value
    answer = delete(alice)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    for socket in (here, there):
        assert heard(socket, "ended") == [{"code": "expired"}]
        assert not socket.is_connected()
    assert at_bob.is_connected()
    thief = app.test_client()
    thief.set_cookie("securechat_login", stolen)
    for path in ("/api/me", "/api/rooms", "/api/state", "/api/account/archive"):
        assert thief.get(path).status_code == 401
    assert elsewhere.http.get("/api/me").status_code == 401
    assert refused(login(app.test_client(), "alice", alice.secret)) == (
        401,
        "bad-credentials",
    )


def test_connections_to_another_process_end(app, settings, alice):
    other = build(settings)
    try:
        elsewhere = alice.elsewhere()
        cookie = elsewhere.http.get_cookie("securechat_login").value
        elsewhere.app, elsewhere.http = other, other.test_client()
        elsewhere.http.set_cookie("securechat_login", cookie)
        there = elsewhere.connect()
        assert there.is_connected(), "the premise"
        delete(alice)
        revocation.revoke(other)
        assert not there.is_connected()
    finally:
        close(other)


def test_who_does_not_know_the_password_deletes_nothing(app, alice, bob):
    for password in (bob.secret, "A" * 43):
        assert refused(delete(alice, password=password)) == (401, "bad-credentials")
    assert refused(delete(alice, username="bob")) == (400, "bad-request")
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = alice.http.post(
        "/api/account/delete", json=alice.deletion(), headers=headers
    )
    assert refused(answer) == (403, "cross-site")
    assert alice.http.get("/api/me").status_code == 200


def test_nobody_else_takes_the_name(app, alice, client):
    delete(alice)
    again = Person(app, "alice", keys="mallory")
    answer = client.post("/api/register", json=again.registration())
    assert refused(answer) == (409, "username-taken")


def test_it_looks_like_a_name_that_never_was(app, alice, bob, client):
    delete(alice)

    def answers(name):
        salt = client.post("/api/login/salt", json={"username": name})
        wrong = login(client, name, bob.secret)
        phrase = {"secret": bob.secret, "username": name}
        keys = client.post("/api/recovery/keys", json=phrase)
        found = bob.http.get(f"/api/users/{name}/bundle")
        return [
            len(salt.json["salt"]),
            *((one.status_code, one.data) for one in (wrong, keys, found)),
        ]

    assert answers("alice") == answers("nobody")


def test_no_byte_of_keys_or_messages_or_files_is_left(app, settings, bob):
    alice, sealed = with_long_keys(app)
    alice.http.put("/api/account/recovery", json=alice.new_phrase())
    state = {"blob": ".".join(["U1RBVEU"] * 5), "rev": 1}
    assert alice.http.put("/api/state", json=state).status_code == 200
    book = alice.create(bob)
    socket = alice.connect()
    alice.say(socket, book, "one")
    alice.say(socket, book, "two")
    upload(alice, book)
    messages = [
        one["record"]["data"].encode()
        for one in shown(bob, book)
        if one["record"]["kind"] == "message"
    ]
    assert len(messages) == 2, "the premise"
    assert all(one in log_at_rest(settings) for one in messages), "the premise"
    assert is_there(settings, sealed), "the premise"
    assert len(on_disk(settings)) == 1, "the premise"
    bid_farewell(alice, book, socket)
    go(alice, book)
    assert delete(alice).status_code == 204
    assert not is_there(settings, sealed)
    assert state["blob"].encode() not in at_rest(settings)
    for secret in (alice.salt.encode(), unb64u(alice.secret)):
        assert secret not in at_rest(settings)
    left = log_at_rest(settings)
    for one in messages:
        # Headers are much the same in all of them, and in her farewell.
        text = one.split(b".")[3]
        pieces = [text[at : at + 32] for at in range(0, len(text) - 32, 32)]
        assert pieces, "the premise"
        assert not any(piece in left for piece in pieces)
    assert on_disk(settings) == []


def test_no_table_has_a_row_of_it_but_those_that_say_why(app, alice, bob):
    book = alice.create(bob)
    go(alice, book)
    delete(alice)
    with app.app_context():
        named = {
            table.name
            for table in Model.metadata.sorted_tables
            if "username" in table.c
            and db.session.execute(
                table.select().where(table.c.username == "alice")
            ).first()
        }
    assert named == {"departed", "departed_bundles", "key_log"}


def test_others_go_on_to_verify_what_it_signed(app, alice, bob, carol):
    book = alice.create(bob)
    delete(alice)
    read = bob.http.get(f"/api/rooms/{book.room}").json
    assert read["bundles"]["alice"] == [alice.signer.bundle]
    # And nobody is added, or written to anew, by what is kept for that.
    mine = bob.create()
    entry = mine.draft(bob.signer, "add", subject=alice.signer.subject)
    body = {"entries": [entry]}
    answer = bob.http.post(f"/api/rooms/{mine.room}/roster", json=body)
    assert refused(answer) == (404, "unknown-user")
    assert refused(bob.http.get("/api/users/alice/bundle")) == (404, "unknown-user")


def test_bundles_that_a_browser_held_stay_for_that_too(person, bob):
    dave = person("dave", store="browser")
    socket = dave.connect()
    said = socket.emit("keys", {"bundle": dave.signer.bundle}, callback=True)
    assert said["ok"], "the premise"
    book = bob.create(dave)
    delete(dave)
    read = bob.http.get(f"/api/rooms/{book.room}").json
    assert read["bundles"]["dave"] == [dave.signer.bundle]


def test_rooms_that_nobody_else_is_in_go_whole(app, alice, bob, settings):
    notes, group = alice.create(), alice.create(bob)
    direct = alice.create(bob, kind="direct")
    go(bob, group)
    alice.say(alice.connect(), notes, "mine alone")
    delete(alice)
    log = app.extensions["securechat"].hub.log
    assert [room.roster.room for room in log.rooms("bob")] == [direct.room]
    for gone in (notes, group):
        assert gone.room.encode() not in log_at_rest(settings)
    assert delete(bob).status_code == 204
    assert direct.room.encode() not in log_at_rest(settings)
    with app.app_context():
        # Nobody is left who would verify anything.
        assert db.session.query(DepartedBundle).count() == 0


@pytest.mark.parametrize("when", ["before it", "behind it"])
def test_a_login_under_way_does_not_slip_through(app, alice, monkeypatch, when):
    real = app.extensions["securechat"].stretcher.matches

    def matches(self, *given):
        if when == "before it":
            monkeypatch.undo()
            assert delete(alice).status_code == 204
        found = real(*given)
        if when == "behind it":
            monkeypatch.undo()
            assert delete(alice).status_code == 204
        return found

    monkeypatch.setattr("chat.login_secret.Stretcher.matches", matches)
    client = app.test_client()
    assert refused(login(client, "alice", alice.secret)) == (401, "bad-credentials")
    assert client.get("/api/me").status_code == 401


def test_whenever_the_server_dies_it_opens_as_before_or_is_gone(
    app, settings, alice, bob, tmp_path
):
    """What the disk has behind every statement and at every commit is kept, as by a
    power cut, and a server is started on it."""
    direct, notes = alice.create(bob, kind="direct"), alice.create()
    upload(alice, direct)
    bid_farewell(alice, direct)
    copies, seen = [], set()

    def copy(*_):
        now = at_rest(settings), log_at_rest(settings)
        if now in seen:
            return
        seen.add(now)
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder / "instance")
        shutil.copytree(settings.log_dir, folder / "logs")
        copies.append(folder)

    with app.app_context():
        engines = [db.engine, app.extensions["securechat"].hub.log._writer]
    names = ("after_cursor_execute", "commit")
    for engine in engines:
        for name in names:
            event.listen(engine, name, copy)
    assert delete(alice).status_code == 204
    for engine in engines:
        for name in names:
            event.remove(engine, name, copy)
    copy()
    found = [state(settings, folder, alice, notes) for folder in copies]
    assert len(found) > 5, "the premise"
    assert set(found) == {"as before", "gone"}
    # It happens once.
    assert found == sorted(found, key=["as before", "gone"].index)


def state(settings, folder, alice, notes):
    moved = replace(settings, instance_dir=folder / "instance", log_dir=folder / "logs")
    again = build(moved)
    try:
        opened = opens(again, alice.secret)
        with again.app_context():
            departure.sweep()
            pending = db.session.query(Departed).where(Departed.pending).count()
            departed = db.session.query(Departed).count()
        rooms = again.extensions["securechat"].hub.log.rooms("alice")
    finally:
        close(again)
    has_notes = notes.room.encode() in log_at_rest(moved)
    given = bool(opened), departed, pending, len(rooms), has_notes
    states = {(True, 0, 0, 2, True): "as before", (False, 1, 0, 1, False): "gone"}
    return states.get(given, f"neither: {given}")


def test_a_log_that_cannot_be_written_is_cleaned_later(app, alice, monkeypatch):
    alice.create()
    log = app.extensions["securechat"].hub.log
    with monkeypatch.context() as patch:
        patch.setattr(type(log), "submit", lambda *_: 1 / 0)
        assert delete(alice).status_code == 204
    assert len(log.rooms("alice")) == 1, "the premise"
    with app.app_context():
        departure.sweep()
    assert log.rooms("alice") == []


def test_the_key_log_stays_as_it_was(app, alice):
    log = app.extensions["securechat"].key_log
    assert isinstance(log, KeyLog), "the premise"
    with app.app_context():
        before = alice.http.get("/api/keylog/checkpoint").json
        delete(alice)
        assert app.test_client().get("/api/keylog/checkpoint").json == before


def test_the_operator_deletes_one(app, flask, alice, bob, settings):
    book = alice.create(bob)
    alice.say(alice.connect(), book, "stays with Bob")
    listening = alice.connect()
    runner = app.test_cli_runner()
    done = runner.invoke(args=["users", "delete", "Alice"], input="y\n")
    assert "alice is deleted" in done.output
    revocation.revoke(app)
    assert not listening.is_connected()
    assert refused(login(app.test_client(), "alice", alice.secret))[0] == 401
    data = [one["record"].get("data") for one in shown(bob, book)]
    assert all(data), "nobody but she has her messages erased"
    said = flask("users", "delete", "--yes", "alice", fails=True)
    assert "There is no account called alice." in said


def test_a_farewell_erases_what_came_before_and_nothing_else(app, alice, bob):
    book = alice.create(bob)
    at_alice, at_bob = alice.connect(), bob.connect()
    alice.say(at_alice, book, "hers")
    bob.say(at_bob, book, "his")
    said = bid_farewell(alice, book, at_alice)
    found = {
        one["record"]["seq"]: one["record"]
        for one in shown(bob, book)
        if one["record"]["kind"] == "message"
    }
    erased = {seq for seq, one in found.items() if "erased" in one}
    mine = {seq for seq, one in found.items() if one["sender"] == "alice"}
    assert erased == mine - {said["seq"]}
    # Asked again, it is answered the same.
    path = f"/api/rooms/{book.room}/farewell"
    assert alice.http.post(path, json=said).status_code == 204
    for person, changes in ((bob, {}), (alice, {"id": "A" * 22}), (alice, {"seq": 99})):
        answer = person.http.post(path, json={**said, **changes})
        assert refused(answer) == (404, "not-found")
