import io
import json
import logging
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

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


def test_what_ails_a_database_is_named(output, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'x'}")
    with pytest.raises(OperationalError) as error, engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA page_size = 512")
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE canary (x)")
    engine.dispose()
    assert journal.place(error.value).startswith("OperationalError SQLITE_FULL at ")
    assert "canary" not in journal.place(error.value)


def test_what_is_no_warning_is_not_written(output):
    journal.get("engineio").info("received packet %s", "canary")
    assert output.getvalue() == ""


@pytest.mark.usefixtures("output")
def test_a_request_leaves_no_line(alice, bob, output):
    book = alice.create(bob)
    assert alice.say(alice.connect(), book, "hello")["ok"]
    alice.http.post("/api/rooms", json={"canary": 1})
    assert output.getvalue() == ""


def test_as_json_each_line_is_an_object_with_the_time_in_utc():
    stream = io.StringIO()
    journal.start(stream, "json")
    journal.get("test").error("it failed")
    logging.getLogger("securechat").handlers = []
    event = json.loads(stream.getvalue())
    assert event["message"] == "it failed"
    assert datetime.fromisoformat(event["time"]).utcoffset() == timedelta(0)
