"""Changing the password: all at once, for who knows the old one."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import event

from chat import database, password, revocation
from chat.application import build, close
from chat.auth import end_logins
from chat.database import db
from chat.models import Account, Login
from encryption.signed import b64u, unb64u
from tests.factories import SEALED, Person, heard
from tests.unit.chat.test_login import login

FRAMES = 24


def change(person, wish, **options):
    return person.http.post("/api/account/password", json=wish, **options)


def meanwhile(work, *given):
    """Let another request be served in the middle of one."""
    with ThreadPoolExecutor() as pool:
        return pool.submit(work, *given).result()


def refused(answer):
    return answer.status_code, answer.json["error"]["code"]


def opens(app, secret, username="alice"):
    """Say what somebody with a login secret is given to open."""
    client = app.test_client()
    if login(client, username, secret).status_code != 200:
        return None
    return client.get("/api/me").json["sealed"]


def at_rest(settings):
    files = settings.instance_dir.glob("accounts.sqlite*")
    return b"".join(path.read_bytes() for path in files)


def is_there(settings, sealed):
    """Tell whether any file of the database has a piece of sealed keys."""
    data, text = at_rest(settings), sealed.encode()
    pieces = [text[at : at + FRAMES] for at in range(0, len(text) - FRAMES, FRAMES)]
    return any(piece in data for piece in pieces)


def with_long_keys(app):
    """Let Alice come with sealed keys that are as long as real ones."""
    alice = Person(app, "alice")
    long = ".".join(b64u(bytes([part]) * 8) for part in range(1, 4))
    sealed = f"{long}.{alice.new_password()['sealed'] * 40}".replace("..", ".")
    sealed = ".".join([*sealed.split(".")[:3], "B" * 6000, "CCCC"])
    body = {**alice.registration(), "sealed": sealed}
    assert alice.http.post("/api/register", json=body).status_code == 201
    return alice, sealed


def test_the_new_one_counts_and_the_old_one_does_not(app, alice, client):
    wish = alice.new_password()
    assert opens(app, alice.secret) == SEALED, "the premise"
    answer = change(alice, wish)
    assert (answer.status_code, answer.data) == (204, b"")
    assert opens(app, alice.secret) is None
    assert opens(app, wish["secret"]) == wish["sealed"]
    salt = client.post("/api/login/salt", json={"username": "alice"}).json
    assert salt == {"salt": wish["salt"]}


def test_other_logins_end_and_this_one_does_not(app, alice, bob):
    elsewhere, here = alice.elsewhere(), alice.connect()
    there, at_bob = elsewhere.connect(), bob.connect()
    assert change(alice, alice.new_password()).status_code == 204
    assert heard(there, "ended") == [{"code": "expired"}]
    assert not there.is_connected()
    assert elsewhere.http.get("/api/me").status_code == 401
    assert alice.http.get("/api/me").status_code == 200
    assert here.is_connected()
    assert at_bob.is_connected()


def test_connections_to_another_process_end(app, settings, alice):
    other = build(settings)
    try:
        elsewhere = alice.elsewhere()
        elsewhere.app = other
        cookie = elsewhere.http.get_cookie("securechat_login").value
        elsewhere.http = other.test_client()
        elsewhere.http.set_cookie("securechat_login", cookie)
        there = elsewhere.connect()
        assert there.is_connected(), "the premise"
        change(alice, alice.new_password())
        revocation.revoke(other)
        assert not there.is_connected()
    finally:
        close(other)


def test_the_same_again_is_answered_the_same_and_ends_nothing(app, alice):
    wish = alice.new_password()
    change(alice, wish)
    alice.secret = wish["secret"]
    elsewhere = alice.elsewhere()
    assert change(alice, wish).status_code == 204
    assert elsewhere.http.get("/api/me").status_code == 200


def test_what_was_recorded_changes_nothing_later(app, alice):
    first = alice.new_password()
    change(alice, first)
    second = {**alice.new_password(), "old": first["secret"]}
    change(alice, second)
    assert refused(change(alice, first)) == (401, "bad-credentials")
    # Back to the first password: its salt, and so its secret, is another one now.
    third = {**alice.new_password(), "old": second["secret"]}
    change(alice, third)
    for recorded in (first, second):
        assert refused(change(alice, recorded)) == (401, "bad-credentials")
    assert opens(app, third["secret"]) == third["sealed"]


def test_who_is_logged_in_and_does_not_know_the_password_changes_nothing(
    app, alice, bob
):
    """Somebody at an unlocked browser, or with a stolen cookie."""
    elsewhere = alice.elsewhere()
    for old in (b64u(bytes(32)), bob.secret, alice.new_password()["secret"]):
        wish = {**alice.new_password(), "old": old}
        assert refused(change(alice, wish)) == (401, "bad-credentials")
    assert opens(app, alice.secret) == SEALED
    assert elsewhere.http.get("/api/me").status_code == 200


def test_another_site_changes_nothing(app, alice):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.test"}):
        answer = change(alice, alice.new_password(), headers=headers)
        assert refused(answer) == (403, "cross-site")
    assert opens(app, alice.secret) == SEALED


def test_no_byte_of_the_old_keys_and_the_old_secret_is_left(app, settings):
    alice, sealed = with_long_keys(app)
    with app.app_context():
        account = db.session.get(Account, "alice")
        old = account.secret_hash
        elsewhere = alice.elsewhere()
    assert is_there(settings, sealed), "the premise"
    assert old in at_rest(settings), "the premise"
    wish = alice.new_password()
    change(alice, wish)
    assert not is_there(settings, sealed)
    assert old not in at_rest(settings)
    assert alice.salt.encode() not in at_rest(settings)
    assert elsewhere.http.get("/api/me").status_code == 401
    assert wish["sealed"].encode() in at_rest(settings), "the premise"


def test_while_somebody_reads_it_is_taken_out_later(app, settings):
    alice, sealed = with_long_keys(app)
    with app.app_context():
        reader = db.engine.connect()
        reader.exec_driver_sql("SELECT count(*) FROM keys").all()
        change(alice, alice.new_password())
        assert is_there(settings, sealed), "the premise: the reader may still need it"
        reader.close()
        database.sweep()
    assert not is_there(settings, sealed)


def test_after_a_crash_in_front_of_that_the_next_start_takes_it_out(
    app, settings, monkeypatch
):
    alice, sealed = with_long_keys(app)
    with monkeypatch.context() as patch:
        patch.setattr(password, "forget", lambda: None)
        change(alice, alice.new_password())
    assert is_there(settings, sealed), "the premise"
    again = build(settings)
    close(again)
    assert not is_there(settings, sealed)


def test_whenever_the_server_dies_one_password_counts_with_its_keys(
    app, settings, alice, tmp_path
):
    """What the disk has in front of and behind every statement is kept, as by a
    power cut, and a server is started on it."""
    wish, elsewhere = alice.new_password(), alice.elsewhere()
    assert elsewhere.http.get("/api/me").status_code == 200
    copies = []

    def copy(*_):
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder)
        copies.append(folder)

    with app.app_context():
        engine = db.engine
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, copy)
    assert change(alice, wish).status_code == 204
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.remove(engine, name, copy)
    copy()
    found = [state(replace(settings, instance_dir=one), alice, wish) for one in copies]
    assert len(found) > 10, "the premise"
    assert set(found) == {"old", "new"}
    # It happens once.
    assert found == sorted(found, key=["old", "new"].index)


def state(settings, alice, wish):
    again = build(settings)
    try:
        with again.app_context():
            logins = db.session.query(Login).filter_by(username="alice").count()
        given = opens(again, alice.secret), opens(again, wish["secret"]), logins
    finally:
        close(again)
    states = {(SEALED, None, 2): "old", (None, wish["sealed"], 1): "new"}
    return states.get(given, f"neither: {given}")


def test_a_login_under_way_with_the_old_password_does_not_slip_through(
    app, alice, monkeypatch
):
    real, wish = app.extensions["securechat"].stretcher.matches, alice.new_password()

    def matches(self, *given):
        monkeypatch.undo()
        found = real(*given)
        assert meanwhile(change, alice, wish).status_code == 204
        return found

    monkeypatch.setattr("chat.login_secret.Stretcher.matches", matches)
    client = app.test_client()
    assert refused(login(client, "alice", alice.secret)) == (401, "bad-credentials")
    assert client.get("/api/me").status_code == 401
    with app.app_context():
        assert db.session.query(Login).filter_by(username="alice").count() == 1


def test_of_two_changes_at_once_one_is_made(app, alice, monkeypatch):
    first, second = alice.new_password(), alice.new_password()
    elsewhere = alice.elsewhere()
    real = app.extensions["securechat"].stretcher.stretch

    def stretch(self, *given):
        monkeypatch.undo()
        assert meanwhile(change, elsewhere, first).status_code == 204
        return real(*given)

    monkeypatch.setattr("chat.login_secret.Stretcher.stretch", stretch)
    assert change(alice, second).status_code == 401
    assert opens(app, first["secret"]) == first["sealed"]
    assert opens(app, second["secret"]) is None


def test_renewed_keys_are_not_replaced_by_the_ones_before(app, alice):
    wish = alice.new_password()
    alice.renew("mallory")
    assert refused(change(alice, wish)) == (409, "stale-keys")
    assert opens(app, alice.secret) == SEALED


def test_keys_that_come_from_an_ended_login_are_not_taken(app, alice, monkeypatch):
    """They are sealed under the old password, and would bring it back."""
    elsewhere = alice.elsewhere()
    log = app.extensions["securechat"].key_log

    def append(*given):
        # As if the change came in between asking who it is and writing.
        end_logins("alice")
        return type(log).append(log, *given)

    monkeypatch.setattr(log, "append", append)
    with pytest.raises(AssertionError, match="not-logged-in"):
        elsewhere.renew("mallory")
    assert opens(app, alice.secret) == SEALED


def test_of_keys_in_the_browser_only_the_login_secret_changes(app, person):
    dave = person("dave", store="browser")
    wish = {**dave.new_password(), "bundle": None, "sealed": None}
    assert refused(change(dave, dave.new_password())) == (400, "bad-request")
    assert change(dave, wish).status_code == 204
    assert change(dave, wish).status_code == 204
    assert login(app.test_client(), "dave", dave.secret).status_code == 401
    assert login(app.test_client(), "dave", wish["secret"]).status_code == 200


def test_the_secret_itself_is_not_stored(app, alice, settings):
    wish = alice.new_password()
    change(alice, wish)
    for secret in (wish["secret"], wish["old"]):
        assert secret.encode() not in at_rest(settings)
        assert unb64u(secret) not in at_rest(settings)
