"""A log downloaded from a running server, verified and opened without it."""

import io
import json
import sys

import pytest

from encryption import log_tool
from encryption.crypto_utils import read_bundle, renew_keys
from encryption.log_file import BadLine
from tests.actors import PASSWORD, Online
from tests.factories import now


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


def opened(data, tmp_path, monkeypatch, capsys):
    """Open a log with the password; return its texts and what was said of it."""
    path = tmp_path / "log"
    path.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    command = ["decrypt", str(path), "--password-stdin", "--format", "json"]

    assert log_tool.main(command) == log_tool.OK
    output = capsys.readouterr()
    items = json.loads(output.out)
    texts = [item["body"]["text"] for item in items if item["type"] == "message"]
    return texts, output.err


def test_it_holds_no_plaintext(downloaded):
    _, data = downloaded
    assert b"hello" not in data


def test_it_opens_with_the_password_alone(downloaded, tmp_path, monkeypatch, capsys):
    texts, _ = opened(downloaded[1], tmp_path, monkeypatch, capsys)
    assert texts == ["hello", "hello Alice"]


def test_renewed_keys_are_followed(live_server, tmp_path, monkeypatch, capsys):
    alice = Online(live_server.url, "renewed-alice", "alice").register().connect()
    bob = Online(live_server.url, "renewed-bob", "bob").register().connect()
    try:
        room = alice.found(bob)
        bob.fetch(room)
        alice.say(room, "before")
        renew(alice, room)
        bob.fetch(room)
        bob.say(room, "to the new keys")
        logs = [person.log(room) for person in (bob, alice)]
    finally:
        alice.disconnect()
        bob.disconnect()

    texts, _ = opened(logs[0], tmp_path, monkeypatch, capsys)
    assert texts == ["before", "to the new keys"]
    texts, said = opened(logs[1], tmp_path, monkeypatch, capsys)
    # Her sealed keys have the ones before, so nothing is lost with them.
    assert texts == ["before", "to the new keys"]
    assert "0 messages not for this key" in said


def renew(alice, room):
    """Renew keys as the browser does, from what the server has to what it gets."""
    me, old = alice.ask("GET", "/api/me"), alice.keys
    made = renew_keys(
        text=me["sealed"],
        username=alice.username,
        password=PASSWORD,
        purpose="password",
        enc_thumbprint=old.enc_thumbprint,
        sig_thumbprint=old.sig_thumbprint,
        time=now(),
    )
    bundle = read_bundle(made["bundle"], alice.username)
    subject = {"enc": bundle.enc_thumbprint, "sig": bundle.sig_thumbprint}
    subject["username"] = alice.username
    entry = alice.entry(room, "rekey", subject=subject)
    body = {name: made[name] for name in ("bundle", "sealed")}
    alice.ask("POST", "/api/keys", {**body, "password": alice.secret})
    alice.ask("POST", f"/api/rooms/{room}/roster", {"entries": [entry]})


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
