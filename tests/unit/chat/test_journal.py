import io
import logging

import pytest

from chat import journal


@pytest.fixture
def output():
    stream = io.StringIO()
    journal.start(stream)
    yield stream
    logging.getLogger("securechat").handlers = []


def test_of_an_exception_type_and_place_are_written_and_no_word(output):
    try:
        int("canary")
    except ValueError:
        journal.get("test").exception("it failed")
    text = output.getvalue()
    assert text.startswith("error securechat.test: it failed: ValueError at ")
    assert "test_journal.py:" in text
    assert "canary" not in text
    assert text.count("\n") == 1


def test_what_is_no_warning_is_not_written(output):
    journal.get("engineio").info("received packet %s", "canary")
    assert output.getvalue() == ""


@pytest.mark.usefixtures("output")
def test_a_request_leaves_no_line(alice, bob, output):
    book = alice.create(bob)
    assert alice.say(alice.connect(), book, "hello")["ok"]
    alice.http.post("/api/rooms", json={"canary": 1})
    assert output.getvalue() == ""
