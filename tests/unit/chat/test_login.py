"""Registering, logging in and out."""

import sqlite3
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from chat import login_secret
from chat.database import db
from chat.models import Account, Login
from encryption.signed import b64u
from tests.factories import SEALED, Person, heard


def login(client, username, secret):
    return client.post("/api/login", json={"secret": secret, "username": username})


def test_who_registers_is_logged_in(app):
    alice = Person(app, "alice").register()
    assert alice.http.get("/api/me").json == {
        "bundle": alice.signer.bundle,
        "file": None,
        "hash": alice.signer.read.hash,
        "max_file": 100 * 1024 * 1024,
        "recovery": None,
        "sealed": SEALED,
        "store": "server",
        "username": "alice",
    }


def test_keys_kept_in_the_browser_are_not_stored(app, settings):
    alice = Person(app, "alice").register("browser")
    assert alice.http.get("/api/me").json == {
        "bundle": None,
        "file": None,
        "hash": alice.signer.read.hash,
        "max_file": 100 * 1024 * 1024,
        "recovery": None,
        "sealed": None,
        "store": "browser",
        "username": "alice",
    }
    with sqlite3.connect(settings.instance_dir / "accounts.sqlite") as database:
        assert database.execute("SELECT count(*) FROM keys").fetchone() == (0,)
    database.close()


def test_a_username_is_folded_and_taken_once(app, client):
    alice = Person(app, "alice").register()
    body = {**alice.registration(), "username": "ALICE"}
    answer = client.post("/api/register", json=body)
    assert answer.json["error"]["code"] == "username-taken"
    assert login(client, "Alice", alice.secret).json == {"username": "alice"}


def test_a_name_taken_meanwhile_is_taken(app, monkeypatch):
    early, late = Person(app, "alice"), Person(app, "alice")
    real = login_secret.Stretcher.stretch

    def stretch(self, *args):
        monkeypatch.setattr(login_secret.Stretcher, "stretch", real)
        early.register()
        return real(self, *args)

    monkeypatch.setattr(login_secret.Stretcher, "stretch", stretch)
    answer = late.http.post("/api/register", json=late.registration())
    assert answer.json["error"]["code"] == "username-taken"
    assert login(app.test_client(), "alice", early.secret).status_code == 200


def test_the_salt_comes_back_and_is_invented_for_nobody(alice, client):
    def salt(username):
        return client.post("/api/login/salt", json={"username": username}).json

    assert salt("alice") == {"salt": alice.salt}
    assert salt("nobody") == salt("nobody")
    assert salt("nobody") != salt("nobody.else")
    assert len(salt("nobody")["salt"]) == len(alice.salt)


def test_a_wrong_name_and_a_wrong_secret_are_alike(alice, bob, client, monkeypatch):
    calls = []

    def scrypt(secret, salt, n):
        calls.append((len(salt), n))
        return b"\1" * 64

    monkeypatch.setattr(login_secret, "scrypt", scrypt)
    answers, costs = [], []
    for username, secret in (("alice", bob.secret), ("nobody", alice.secret)):
        calls.clear()
        answer = login(client, username, secret)
        answers.append((answer.status_code, answer.data, sorted(answer.headers.keys())))
        costs.append(list(calls))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    assert costs[0] == costs[1]
    assert len(costs[0]) == 1


def test_secrets_are_stretched_as_the_protocol_says():
    # RFC 7914 §12, the third vector, has other parameters; what is ours to get right
    # is that these are the ones.
    assert (login_secret.SCRYPT_N, login_secret.SCRYPT_R, login_secret.SCRYPT_P) == (
        32768,
        8,
        1,
    )
    expected = login_secret.Stretcher(1).stretch(b"secret", bytes(16))
    assert expected == login_secret.scrypt(b"secret", bytes(16), 32768)


def test_the_secret_itself_is_not_stored(alice, app):
    with app.app_context():
        account = db.session.get(Account, "alice")
        assert alice.secret.encode() not in account.secret_hash
        assert len(account.secret_hash) == 64
        assert len(account.secret_salt) == 16


def test_the_cookie_is_for_the_server_alone(app, settings):
    alice = Person(app, "alice")
    answer = alice.http.post("/api/register", json=alice.registration())
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie
    assert "alice" not in cookie
    body = {"secret": alice.secret, "username": "alice"}
    https = app.test_client().post(
        "/api/login", json=body, base_url="https://localhost"
    )
    assert "Secure" in https.headers["Set-Cookie"]


def test_reading_sets_no_cookie(alice):
    assert "Set-Cookie" not in alice.http.get("/api/me").headers


def test_logging_out_ends_this_login_and_no_other(alice):
    elsewhere = alice.elsewhere()
    here, there = alice.connect(), elsewhere.connect()
    cookie = alice.http.get_cookie("securechat_login").value

    answer = alice.http.post("/api/logout", json={})

    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert alice.http.get_cookie("securechat_login") is None
    assert heard(here, "ended") == [{"code": "logged-out"}]
    assert not here.is_connected()
    assert there.is_connected()
    assert elsewhere.http.get("/api/me").status_code == 200
    stolen = alice.app.test_client()
    stolen.set_cookie("securechat_login", cookie)
    assert stolen.get("/api/me").status_code == 401


def test_logging_in_again_ends_the_login_before(alice, bob, app):
    assert login(alice.http, "bob", bob.secret).status_code == 200
    assert alice.http.get("/api/me").json["username"] == "bob"
    with app.app_context():
        assert db.session.query(Login).filter_by(username="alice").count() == 0


def test_a_login_ends_by_itself(alice, app):
    socket = alice.connect()
    with app.app_context():
        db.session.query(Login).update({"until": 1})
        db.session.commit()
    assert alice.http.get("/api/me").status_code == 401
    assert not alice.connect().is_connected()
    hub = app.extensions["securechat"].hub
    # The open connection carries the end that it came with.
    (connection,) = hub._connections.values()
    hub.connect(replace(connection, until=1))
    answer = socket.emit("send", {}, callback=True)
    assert answer["error"]["code"] == "not-logged-in"
    assert not socket.is_connected()


@pytest.mark.parametrize("name", ["login", "remember_token", "session"])
def test_other_cookies_are_nobody(app, name):
    client: FlaskClient = app.test_client()
    client.set_cookie(name, b64u(b"alice"))
    assert client.get("/api/me").status_code == 401


def test_who_waits_for_a_stretched_secret_holds_no_connection(alice, app, monkeypatch):
    """There are few connections: logins would keep everybody else waiting."""
    held = []

    def stretch(secret, salt):
        held.append(db.engine.pool.checkedout())
        return b""

    monkeypatch.setattr(app.extensions["securechat"].stretcher, "stretch", stretch)
    assert login(app.test_client(), "alice", alice.secret).status_code == 401
    person = Person(app, "bob")
    person.register()
    assert held == [0, 0]
