"""The key file: made by who knows the password, and a way back without it."""

import shutil
from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import event

from chat import login_secret
from chat.application import build, close
from chat.database import db
from chat.models import Account, KeyFile, Login
from encryption.signed import b64u, unb64u
from tests.factories import SEALED, heard
from tests.unit.chat import test_recovery
from tests.unit.chat.test_login import login
from tests.unit.chat.test_password import at_rest, change, opens, refused
from tests.unit.chat.test_recovery import ask


@pytest.fixture
def file(alice):
    """What Alice's browser brought for her key file."""
    wish = alice.new_file()
    assert make(alice, wish).status_code == 204
    return wish


def make(person, wish, **options):
    return person.http.put("/api/account/file", json=wish, **options)


def show(app, secret, username="alice"):
    """Show the server the secret of a key file."""
    body = {"by": "file", "secret": secret, "username": username}
    return ask(app, "/keys", body)


def proves(app, secret, username="alice"):
    return show(app, secret, username).status_code == 200


def test_who_has_the_file_is_told_its_bundle_and_nothing_changes(app, alice, file):
    here = alice.connect()
    answer = show(app, file["secret"], "Alice")
    # The keys are in the file: the server gives none for it.
    assert answer.json == {"bundle": alice.signer.bundle, "sealed": None}
    assert "Set-Cookie" not in answer.headers
    with app.app_context():
        assert db.session.query(Login).count() == 1
    assert here.is_connected()
    assert opens(app, alice.secret) == SEALED


def test_recovering_sets_a_password_and_another_secret_of_the_file(app, alice, file):
    there, book = alice.elsewhere().connect(), alice.create()
    body = alice.recovery_by_file(file["secret"])
    comer = app.test_client()
    assert comer.post("/api/recovery", json=body).json == {"username": "alice"}
    assert comer.get("/api/me").json["sealed"] == body["password"]["sealed"]
    assert comer.get("/api/rooms").json["rooms"][0]["room"] == book.room
    assert heard(there, "ended") == [{"code": "expired"}]
    assert alice.http.get("/api/me").status_code == 401
    assert opens(app, alice.secret) is None
    assert opens(app, body["password"]["secret"]) == body["password"]["sealed"]
    assert not proves(app, file["secret"])
    assert proves(app, body["file"]["secret"])
    salt = ask(app, "/salt", {"by": "file", "username": "alice"}).json
    assert salt == {"salt": body["file"]["salt"]}
    # What was recorded of it is good for nothing.
    assert refused(ask(app, "", body)) == (401, "bad-recovery")


def test_phrase_and_file_stand_beside_each_other(app, alice, file):
    phrase = alice.new_phrase()
    assert test_recovery.make(alice, phrase).status_code == 204
    body = alice.recovery_by_file(file["secret"])
    assert ask(app, "", body).status_code == 200
    assert test_recovery.proves(app, phrase["secret"]) == phrase["sealed"]
    assert ask(app, "", alice.recovery(phrase["secret"])).status_code == 200
    assert proves(app, body["file"]["secret"])
    # Neither stands for the other.
    assert test_recovery.proves(app, body["file"]["secret"]) is None


def test_a_newer_file_takes_the_place_of_the_one_before(app, alice, file, settings):
    with app.app_context():
        old = db.session.get(KeyFile, "alice").secret_hash
    again = alice.new_file()
    assert make(alice, again).status_code == 204
    assert not proves(app, file["secret"])
    assert proves(app, again["secret"])
    assert old not in at_rest(settings)
    assert make(alice, again).status_code == 204, "the same again"
    assert alice.http.get("/api/me").json["file"] > 1_700_000_000_000


def test_without_the_password_nobody_makes_one(app, alice, file, bob):
    """Somebody at an unlocked browser would leave themselves a way in."""
    for secret in (bob.secret, file["secret"], b64u(bytes(32))):
        wish = {**alice.new_file(), "password": secret}
        assert refused(make(alice, wish)) == (401, "bad-credentials")
    wish, headers = alice.new_file(), {"Sec-Fetch-Site": "cross-site"}
    assert refused(make(alice, wish, headers=headers)) == (403, "cross-site")
    assert refused(make(alice, {**wish, "bundle": b64u(bytes(32))})) == (
        409,
        "stale-keys",
    )
    assert proves(app, file["secret"])
    assert bob.http.get("/api/me").json["file"] is None


def test_a_changed_password_leaves_the_file_and_renewed_keys_do_not(app, alice, file):
    wish = alice.new_password()
    assert change(alice, wish).status_code == 204
    alice.secret = wish["secret"]
    assert proves(app, file["secret"])
    body = alice.recovery_by_file(file["secret"])
    alice.renew("mallory")
    assert refused(ask(app, "", body)) == (401, "bad-recovery")
    assert alice.http.get("/api/me").json["file"] is None


def test_who_has_none_who_has_another_and_who_does_not_exist_are_alike(
    app, alice, bob, file, monkeypatch
):
    calls = []

    def scrypt(secret, salt, n):
        calls.append((len(salt), n))
        return b"\1" * 64

    monkeypatch.setattr(login_secret, "scrypt", scrypt)
    seen = []
    for path in ("/keys", ""):
        for name in ("alice", "bob", "nobody"):
            calls.clear()
            wrong = b64u(bytes(32))
            body = {"by": "file", "secret": wrong, "username": name}
            if not path:
                body = {**alice.recovery_by_file(wrong), "username": name}
            answer = ask(app, path, body)
            said = answer.status_code, answer.data, sorted(answer.headers.keys())
            seen.append((path, said, tuple(calls)))
    assert len(set(map(repr, seen))) == 2
    assert all(said[0] == 401 and len(work) == 1 for _, said, work in seen)


def test_salts_are_invented_and_are_those_of_nothing_else(app, alice, bob, file):
    def salt(username, **how):
        return ask(app, "/salt", {"username": username, **how}).json["salt"]

    assert salt("alice", by="file") == file["salt"]
    for name in ("bob", "nobody"):
        assert salt(name, by="file") == salt(name, by="file")
        assert salt(name, by="file") != salt(name)
        assert salt(name) == salt(name, by="phrase")
    assert salt("bob", by="file") != salt("nobody", by="file")


def test_of_a_disabled_account_only_who_has_the_file_learns_it(app, alice, file):
    with app.app_context():
        db.session.get(Account, "alice").disabled = True
        db.session.commit()
    assert refused(show(app, file["secret"])) == (403, "account-disabled")
    assert refused(show(app, b64u(bytes(32)))) == (401, "bad-recovery")
    body = alice.recovery_by_file(file["secret"])
    assert refused(ask(app, "", body)) == (403, "account-disabled")


def test_of_keys_in_the_browser_the_server_has_nothing(app, person):
    dave = person("dave", store="browser")
    wish = {**dave.new_file(), "bundle": None}
    assert make(dave, wish).status_code == 204
    assert show(app, wish["secret"], "dave").json == {"bundle": None, "sealed": None}
    body = {**dave.recovery_by_file(wish["secret"]), "bundle": None}
    assert refused(ask(app, "", body)) == (400, "bad-request")
    body["password"] = {**body["password"], "sealed": None}
    assert ask(app, "", body).status_code == 200
    secret = body["password"]["secret"]
    assert login(app.test_client(), "dave", secret).status_code == 200


def test_whenever_the_server_dies_old_or_new_counts_with_all_that_belongs_to_it(
    app, settings, alice, file, tmp_path
):
    body, copies = alice.recovery_by_file(file["secret"]), []

    def copy(*_):
        folder = tmp_path / f"copy{len(copies)}"
        shutil.copytree(settings.instance_dir, folder)
        copies.append(folder)

    with app.app_context():
        engine = db.engine
        old = db.session.get(KeyFile, "alice").secret_hash
    hooks = ("before_cursor_execute", "after_cursor_execute", "commit")
    for name in hooks:
        event.listen(engine, name, copy)
    assert ask(app, "", body).status_code == 200
    for name in hooks:
        event.remove(engine, name, copy)
    copy()
    found = [
        state(replace(settings, instance_dir=one), alice, file, body) for one in copies
    ]
    assert set(found) == {"old", "new"}
    assert found == sorted(found, key=["old", "new"].index)
    for secret in (file["secret"], body["file"]["secret"], body["password"]["secret"]):
        assert secret.encode() not in at_rest(settings)
        assert unb64u(secret) not in at_rest(settings)
    assert old not in at_rest(settings)


def state(settings, alice, file, body):
    again = build(settings)
    try:
        given = (
            opens(again, alice.secret),
            opens(again, body["password"]["secret"]),
            proves(again, file["secret"]),
            proves(again, body["file"]["secret"]),
        )
    finally:
        close(again)
    states = {
        (SEALED, None, True, False): "old",
        (None, body["password"]["sealed"], False, True): "new",
    }
    return states.get(given, f"neither: {given}")


def test_an_older_database_gets_room_for_files(app, alice, file):
    with app.app_context():
        downgrade(revision="0008")
        upgrade()
    assert not proves(app, file["secret"])
    assert make(alice, file).status_code == 204
    assert proves(app, file["secret"])
