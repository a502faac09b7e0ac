"""What a watcher is told of the server."""

import pytest
from sqlalchemy.exc import OperationalError

from chat import health
from chat.logs import LogStore


def test_a_server_that_can_work_says_so(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"accounts": True, "log": True, "ok": True}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("part", ["accounts", "log"])
def test_a_database_that_fails_is_named_and_not_quoted(client, monkeypatch, part):
    def fail(*_):
        raise OperationalError("SELECT", {}, Exception("the password is 123"))

    if part == "log":
        monkeypatch.setattr(LogStore, "ping", fail)
    else:
        monkeypatch.setattr(health, "_ask_accounts", fail)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"accounts": True, "log": True, part: False, "ok": False}
    assert "123" not in answer.text
