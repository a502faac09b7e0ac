"""Who may make an account, and with what."""

import re
import time
from dataclasses import replace
from hashlib import sha256

import pytest

from chat import registration
from chat.application import build, close
from chat.database import db
from chat.models import Account, RegistrationCode
from encryption.signed import sha256_b64
from tests.factories import Person


@pytest.fixture
def opened(settings):
    """Make applications that take accounts in one way or another."""
    made = []

    def make(choice):
        made.append(build(replace(settings, registration=choice)))
        return made[-1]

    yield make
    for app in made:
        close(app)


def run(app, *arguments, fails=False):
    result = app.test_cli_runner().invoke(args=["invitations", *arguments])
    assert (result.exit_code != 0) is fails, result.output
    return result.output


def new_code(app, *options):
    return re.search(r"#code=([\w-]{22})\n", run(app, "make", *options))[1]


def named(code):
    return sha256(code.encode()).hexdigest()[:8]


def register(app, name, code=None):
    person = Person(app, name)
    more = {} if code is None else {"code": code}
    answer = person.http.post("/api/register", json=person.registration() | more)
    return answer.json.get("error", {}).get("code", answer.status_code)


@pytest.mark.parametrize("choice", ["open", "invite", "closed"])
def test_the_page_learns_what_applies(opened, choice):
    answer = opened(choice).test_client().get("/api/registration")
    assert answer.json == {"registration": choice}


def test_a_closed_server_takes_nobody(opened):
    app = opened("closed")
    assert register(app, "alice") == "registration-closed"
    assert register(app, "alice", new_code(app)) == "registration-closed"


def test_an_open_server_asks_for_no_code(opened):
    app = opened("open")
    assert register(app, "alice") == 201
    assert register(app, "bob", "whatever") == 201


def test_a_code_is_good_for_one_account(opened):
    app = opened("invite")
    code = new_code(app)
    assert register(app, "alice") == "bad-code"
    assert register(app, "alice", "A" * 22) == "bad-code"
    assert register(app, "alice", code[:-1]) == "bad-code"
    assert register(app, "alice", code) == 201
    assert register(app, "bob", code) == "bad-code"
    assert run(app, "list") == ""


def test_a_code_is_not_lost_with_a_name_that_is_taken(opened):
    app = opened("invite")
    assert register(app, "alice", new_code(app)) == 201
    code = new_code(app)
    assert register(app, "alice", code) == "username-taken"
    assert register(app, "bob", code) == 201


def test_of_two_who_use_a_code_at_once_one_gets_in(opened, monkeypatch):
    app = opened("invite")
    code = new_code(app)
    real = registration.spend

    def spend(given):
        monkeypatch.setattr(registration, "spend", real)
        assert register(app, "bob", code) == 201
        real(given)

    monkeypatch.setattr(registration, "spend", spend)
    assert register(app, "alice", code) == "bad-code"
    with app.app_context():
        assert db.session.get(Account, "alice") is None
        assert db.session.get(Account, "bob") is not None
    # Nor is she in the key log.
    entries = app.test_client().get("/api/keylog/entries?start=0&end=1").json["entries"]
    assert [entry["username"] for entry in entries] == ["bob"]


def test_a_code_ends(opened, monkeypatch):
    app = opened("invite")
    code = new_code(app, "--days", "1")
    later = time.time_ns() + 24 * 60 * 60 * 10**9
    monkeypatch.setattr(registration.time, "time_ns", lambda: later)
    assert register(app, "alice", code) == "bad-code"
    assert run(app, "list") == ""


def test_codes_are_listed_by_name_and_taken_back(opened):
    app = opened("invite")
    code, other = new_code(app), new_code(app)
    names = [line.split()[0] for line in run(app, "list").splitlines()]
    assert sorted(names) == sorted(named(c) for c in (code, other))
    name = named(code)
    assert run(app, "revoke", name) == f"{name} is revoked.\n"
    assert register(app, "alice", code) == "bad-code"
    assert register(app, "alice", other) == 201
    assert "There is no code" in run(app, "revoke", name, fails=True)


def test_a_code_is_stored_as_its_hash_alone(opened):
    app = opened("invite")
    code = new_code(app)
    with app.app_context():
        (row,) = db.session.query(RegistrationCode).all()
    assert row.hash == sha256_b64(code.encode())
    assert code not in run(app, "list")


def test_of_a_code_that_was_used_no_byte_is_left(opened, settings):
    app = opened("invite")
    code = new_code(app)
    kept = sha256_b64(code.encode()).encode()

    def files():
        found = settings.instance_dir.glob("accounts.sqlite*")
        return b"".join(file.read_bytes() for file in found)

    assert kept in files(), "the premise"
    assert register(app, "alice", code) == 201
    assert kept not in files()
