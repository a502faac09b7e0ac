"""What the operator does with accounts."""

import pytest

from chat import revocation
from chat.database import db
from chat.models import Account, Login
from tests.factories import heard


@pytest.fixture
def flask(app):
    """Run a command of the operator's; give its output."""
    runner = app.test_cli_runner()

    def run(*arguments, fails=False):
        result = runner.invoke(args=arguments)
        assert (result.exit_code != 0) is fails, result.output
        return result.output

    return run


def test_accounts_are_listed(flask, alice, person):
    person("bob", store="browser")
    lines = flask("users", "list").splitlines()
    assert [line.split()[0] for line in lines] == ["alice", "bob"]
    assert "keys with the server" in lines[0]
    assert "keys with the browser" in lines[1]
    assert all(" enabled " in line and line.endswith("  1") for line in lines)


def test_nobody_logs_in_to_a_disabled_account(flask, alice, client):
    def login(secret):
        body = {"secret": secret, "username": "alice"}
        return client.post("/api/login", json=body)

    assert flask("users", "disable", "Alice") == "alice is disabled; 1 logins ended.\n"
    assert login(alice.secret).json["error"]["code"] == "account-disabled"
    # Who does not know the password learns nothing of it.
    wrong = "A" * 43
    assert login(wrong).json["error"]["code"] == "bad-credentials"
    flask("users", "enable", "alice")
    assert login(alice.secret).status_code == 200


def test_the_cookie_of_a_disabled_account_opens_nothing(flask, app, alice):
    assert alice.http.get("/api/me").status_code == 200, "the premise"
    flask("users", "disable", "alice")
    answer = alice.http.get("/api/me")
    assert answer.json["error"]["code"] == "not-logged-in"
    flask("users", "enable", "alice")
    # The old cookie stays what it is: of a login that has ended.
    assert alice.http.get("/api/me").status_code == 401


def test_connections_of_a_disabled_account_are_ended(flask, app, alice, bob):
    listening, other = alice.connect(), bob.connect()
    flask("users", "disable", "alice")
    assert listening.is_connected(), "the premise: the command is another process"
    revocation.revoke(app)
    assert heard(listening, "ended") == [{"code": "expired"}]
    assert not listening.is_connected()
    assert other.is_connected()


def test_a_login_under_way_does_not_slip_through(flask, app, alice, monkeypatch):
    """The password was right, and the account is disabled before the login begins."""
    client = app.test_client()
    real = app.extensions["securechat"].stretcher.matches

    def matches(self, *given):
        flask("users", "disable", "alice")
        return real(*given)

    monkeypatch.setattr("chat.login_secret.Stretcher.matches", matches)
    body = {"secret": alice.secret, "username": "alice"}
    answer = client.post("/api/login", json=body)
    assert answer.json["error"]["code"] == "account-disabled"
    with app.app_context():
        assert db.session.query(Login).count() == 0
        assert db.session.get(Account, "alice").disabled


def test_what_does_not_exist_is_named(flask):
    said = flask("users", "disable", "nobody", fails=True)
    assert "There is no account called nobody." in said
    assert "A username is" in flask("users", "enable", "No Body", fails=True)
