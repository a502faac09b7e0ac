"""Numbers about the server, and lines about requests: nothing about anybody."""

import io
import json
from dataclasses import replace

import pytest

from chat import journal
from chat.address import coarse
from chat.application import build, close
from tests.factories import Person

HERE = {"REMOTE_ADDR": "127.0.0.1"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.77"}


@pytest.fixture
def watched(settings):
    """Make applications that somebody watches over."""
    made = []

    def make(**changes):
        made.append(build(replace(settings, **changes)))
        return made[-1]

    yield make
    for app in made:
        close(app)


def numbers(app, environ=HERE, **options):
    return app.test_client().get("/metrics", environ_base=environ, **options)


def test_nobody_gets_numbers_by_default(app):
    assert numbers(app).status_code == 404


def test_numbers_for_this_machine_are_for_no_other(watched):
    app = watched(metrics="local")
    assert numbers(app).status_code == 200
    assert numbers(app, {"REMOTE_ADDR": "::1"}).status_code == 200
    assert numbers(app, ELSEWHERE).status_code == 404
    # A proxy on this machine asks for somebody else.
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        assert numbers(app, headers={name: "127.0.0.1"}).status_code == 404
    assert numbers(watched(metrics="everybody"), ELSEWHERE).status_code == 200


def test_numbers_say_how_much_and_not_who(watched):
    app = watched(metrics="local")
    alice, bob = Person(app, "alice").register(), Person(app, "bob").register()
    book, socket = alice.create(bob), alice.connect()
    assert alice.say(socket, book, "canary")["ok"]
    assert not socket.emit("send", {}, callback=True)["ok"]
    alice.http.get(f"/api/rooms/{book.room}")
    alice.http.get("/api/users/bob/bundle")
    alice.http.open("/nowhere/canary", method="CANARY")

    answer = numbers(app)
    assert answer.mimetype == "text/plain"
    text = answer.text
    read = 'endpoint="rooms.read"'
    for line in (
        f'securechat_requests_total{{{read},method="GET",status="200"}} 1.0',
        'securechat_events_total{event="send",outcome="ok"} 2.0',
        'securechat_events_total{event="send",outcome="bad-request"} 1.0',
        "securechat_connections 1.0",
        'securechat_request_seconds_count{endpoint="rooms.read"} 1.0',
    ):
        assert line in text, line
    for secret in ("alice", "bob", "canary", "CANARY", book.room, "127.0.0.1"):
        assert secret not in text, secret


@pytest.fixture
def lines(watched):
    """Return the lines that a watched application writes, as JSON, and a way to ask."""
    app = watched(journal_requests="on", journal_format="json")
    journal.start(stream := io.StringIO(), form="json")

    def read():
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    return app, read


def test_a_request_leaves_a_line_without_names(lines):
    app, read = lines
    alice = Person(app, "alice").register()
    book = alice.create()
    alice.http.get(f"/api/rooms/{book.room}", environ_base=ELSEWHERE)
    line = read()[-1]
    assert line.keys() == {
        *("time", "level", "logger", "method", "endpoint", "status", "ms", "from")
    }
    assert (line["endpoint"], line["status"]) == ("rooms.read", 200)
    assert line["from"] == "198.51.100.0/24"
    assert len(line["time"]) == len("2027-01-15T08:00:00+00:00")
    alice.http.get("/api/users/alice/bundle")
    alice.http.get("/canary/alice")
    text = json.dumps(read())
    for secret in ("alice", "canary", book.room, "198.51.100.77"):
        assert secret not in text, secret


def test_a_fault_is_one_object_without_its_words(lines):
    _, read = lines
    try:
        int("canary\nx")
    except ValueError:
        journal.get("test").exception("it failed")
    (line,) = read()
    assert line["error"].startswith("ValueError at ")
    assert (line["level"], line["message"]) == ("error", "it failed")
    assert "canary" not in json.dumps(line)


@pytest.mark.parametrize(
    ("origin", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("unknown", "unknown"),
    ],
)
def test_addresses_are_written_roughly(origin, network):
    assert coarse(origin) == network
