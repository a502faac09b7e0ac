"""A log downloaded from a running server, verified and opened without it."""

import io
import json
import sys

import pytest

from encryption import log_tool
from encryption.log_file import BadLine
from tests.actors import PASSWORD, Online


@pytest.fixture(scope="module")
def downloaded(live_server):
    """Return the room and log of a chat of Alice and Bob, downloaded by Bob."""
    alice = Online(live_server.url, "log-alice", "alice").register().connect()
    bob = Online(live_server.url, "log-bob", "bob").register().connect()
    try:
        room = alice.found(bob)
        bob.fetch(room)
        alice.say(room, "hello")
        bob.fetch(room)
        bob.say(room, "hello Alice")
        return room, bob.log(room)
    finally:
        alice.disconnect()
        bob.disconnect()


def test_it_verifies(downloaded):
    room, data = downloaded
    assert room in log_tool.verify(io.BytesIO(data), lambda size: None)


def test_it_holds_no_plaintext(downloaded):
    _, data = downloaded
    assert b"hello" not in data


def test_it_opens_with_the_password_alone(downloaded, tmp_path, monkeypatch, capsys):
    path = tmp_path / "log"
    path.write_bytes(downloaded[1])
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    command = ["decrypt", str(path), "--password-stdin", "--format", "json"]

    assert log_tool.main(command) == log_tool.OK
    items = json.loads(capsys.readouterr().out)
    texts = [item["body"]["text"] for item in items if item["type"] == "message"]
    assert texts == ["hello", "hello Alice"]


def test_one_byte_flipped_in_every_line(downloaded):
    _, data = downloaded
    start = 0
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        altered = bytearray(data)
        altered[start + len(line) // 2] ^= 4
        with pytest.raises(BadLine) as refusal:
            log_tool.verify(io.BytesIO(bytes(altered)), lambda size: None)
        assert refusal.value.number == number
        start += len(line)
