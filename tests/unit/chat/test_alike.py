"""Who does not exist and who mistyped get the same answer, byte for byte.

How long it takes is measured by benchmarks/alike.py.
"""

import pytest

from tests.factories import Person
from tests.second_factors import set_up
from tests.unit.chat.test_registration import new_code
from tests.unit.chat.test_registration import opened as opened
from tests.unit.chat.test_second_factor import clock as clock

WRONG = "A" * 43
# Of the same length: the answers repeat nothing of them.
THERE, NOT_THERE = "alice", "nemos"


def whole(answer):
    """Return all of an answer; the random part of a salt is left out."""
    headers = {name: value for name, value in answer.headers if name != "Date"}
    data = answer.data
    if answer.is_json and "salt" in answer.json:
        data = data.replace(answer.json["salt"].encode(), b"x" * 22)
    return answer.status_code, headers, data


def asked(app, path, **body):
    """Ask as a browser that was never here."""
    return whole(app.test_client().post(path, json=body))


@pytest.fixture(params=["password", "phrase", "second factor", "disabled"])
def there(request, app, alice):
    """Let Alice have what an account can have."""
    if request.param == "phrase":
        wish = alice.new_phrase()
        assert alice.http.put("/api/account/recovery", json=wish).status_code == 204
    if request.param == "second factor":
        set_up(alice, request.getfixturevalue("clock"))
    if request.param == "disabled":
        app.test_cli_runner().invoke(args=["users", "disable", "alice"])
    return alice


@pytest.mark.usefixtures("there")
def test_the_salt_of_a_login(app):
    path = "/api/login/salt"
    first, second = (asked(app, path, username=one) for one in (THERE, NOT_THERE))
    assert first == second
    assert first[0] == 200, "the premise"


@pytest.mark.usefixtures("there")
def test_a_wrong_password(app):
    path, wrong = "/api/login", {"secret": WRONG}
    first, second = (asked(app, path, username=n, **wrong) for n in (THERE, NOT_THERE))
    assert first == second
    assert first[0] == 401, "the premise"


@pytest.mark.parametrize("by", ["phrase", "file"])
@pytest.mark.usefixtures("there")
def test_the_salt_and_the_keys_of_a_recovery(app, by):
    for path, body, status in (
        ("/api/recovery/salt", {"by": by}, 200),
        ("/api/recovery/keys", {"by": by, "secret": WRONG}, 401),
    ):
        first, second = (
            asked(app, path, username=one, **body) for one in (THERE, NOT_THERE)
        )
        assert first == second
        assert first[0] == status, "the premise"


@pytest.mark.usefixtures("there")
def test_a_recovery(app):
    def recovery(username):
        wish = Person(app, username, keys="alice").recovery(WRONG)
        return {**wish, "username": username}

    path = "/api/recovery"
    first, second = (asked(app, path, **recovery(one)) for one in (THERE, NOT_THERE))
    assert first == second
    assert first[0] == 401, "the premise"


def test_codes_of_invitations(opened):
    """Wrong, used, or never made: nobody learns which, nor whether a name is taken."""
    app = opened("invite")
    used = new_code(app)

    def registered(username, code):
        body = {**Person(app, username, keys="alice").registration(), "code": code}
        return asked(app, "/api/register", **body)

    assert registered("alice", used)[0] == 201, "the premise"
    codes = (used, WRONG[:22], "x")
    answers = [registered(name, one) for one in codes for name in (THERE, NOT_THERE)]
    assert answers[0][0] == 403, "the premise"
    assert all(one == answers[0] for one in answers)
