"""The command line of the log tool."""

import fcntl
import io
import json
import os
import pty
import stat
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from encryption import log_tool
from tests.actors import PASSWORD, Actor, Wire
from tests.logs import lines_of, write
from tests.patience import PATIENCE

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def lines():
    """Return the lines of a log of Alice and Bob, downloaded by Bob."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob, kind="direct")
    wire.say(alice, "hello\nBob", bob)
    wire.say(bob, "hello\u009b2JAlice", alice)
    wire.say(alice, "bye", bob)
    return write(lines_of(wire, bob, alice))


@pytest.fixture
def log(lines, tmp_path):
    """Return a file with that log."""
    path = tmp_path / "room.securechat.jsonl"
    path.write_bytes(b"".join(lines))
    return path


def run(monkeypatch, *arguments, password=PASSWORD):
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    return log_tool.main([str(argument) for argument in arguments])


def test_verify_command(log, capsys):
    assert log_tool.main(["verify", str(log)]) == log_tool.OK
    assert ": holds: room " in capsys.readouterr().out


def test_verify_command_names_the_first_bad_line(lines, log, capsys):
    data = bytearray(log.read_bytes())
    data[sum(map(len, lines[:5])) + 50] ^= 1
    log.write_bytes(data)

    assert log_tool.main(["verify", str(log)]) == log_tool.REFUSED
    output = capsys.readouterr()
    assert ": line 6: bad-" in output.err
    assert output.out == ""


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert log_tool.main(["verify", str(tmp_path / "x")]) == log_tool.NOT_POSSIBLE
    assert "No such file" in capsys.readouterr().err


def test_decrypt_writes_text(log, monkeypatch, capsys):
    status = run(monkeypatch, "decrypt", log, "--password-stdin")
    out = capsys.readouterr().out

    assert status == log_tool.OK
    assert [line.partition("Z] ")[2] or line for line in out.splitlines()] == [
        "alice made this direct chat",
        "alice added bob",
        "alice: hello",
        "    Bob",
        # A terminal would have taken U+009B for the start of a command.
        "bob: hello\\u009b2JAlice",
        "alice: bye",
    ]


def test_decrypt_writes_json(log, monkeypatch, capsys):
    status = run(monkeypatch, "decrypt", log, "--password-stdin", "--format", "json")
    items = json.loads(capsys.readouterr().out)

    assert status == log_tool.OK
    texts = [one["body"]["text"] for one in items if one["type"] == "message"]
    assert texts == ["hello\nBob", "hello\u009b2JAlice", "bye"]
    assert [one["op"] for one in items if one["type"] == "roster"] == ["create", "add"]


def test_decrypt_writes_where_it_is_told_and_nowhere_else(
    log, tmp_path, monkeypatch, capsys
):
    out = tmp_path / "plain.txt"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "HOME"):
        monkeypatch.setenv(name, str(scratch))
    status = run(monkeypatch, "decrypt", log, "--password-stdin", "--output", out)

    assert status == log_tool.OK
    assert "alice: bye" in out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert capsys.readouterr().out == ""
    assert list(scratch.iterdir()) == []
    assert sorted(tmp_path.iterdir()) == sorted([log, out, scratch])


def test_decrypt_overwrites_nothing(log, monkeypatch, capsys):
    before = log.read_bytes()
    status = run(monkeypatch, "decrypt", log, "--password-stdin", "--output", log)

    assert status == log_tool.NOT_POSSIBLE
    assert log.read_bytes() == before


def test_decrypt_with_a_wrong_password(log, monkeypatch, capsys):
    status = run(monkeypatch, "decrypt", log, "--password-stdin", password="wrong")
    output = capsys.readouterr()

    assert status == log_tool.NO_KEYS
    assert "bad-password" in output.err
    assert "hello" not in output.out + output.err


def test_decrypt_with_keys_from_a_file(lines, tmp_path, monkeypatch, capsys):
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    wire.say(alice, "hello", bob)
    unsealed = [one for one in lines_of(wire, bob, alice) if one[0] != "sealed"]
    unsealed[-1][1]["lines"] -= 1
    log, keys = tmp_path / "log", tmp_path / "keys"
    log.write_bytes(b"".join(write(unsealed)))
    keys.write_text(bob.sealed("another INSECURE password") + "\n")

    assert run(monkeypatch, "decrypt", log, "--password-stdin") == log_tool.NO_KEYS
    assert "--keys" in capsys.readouterr().err
    how = ("decrypt", log, "--password-stdin", "--keys", keys)
    assert run(monkeypatch, *how, password="another INSECURE password") == log_tool.OK
    assert "alice: hello" in capsys.readouterr().out


def test_decrypt_with_keys_of_another_member(tmp_path, monkeypatch, capsys):
    alice, bob, carol, wire = Actor("alice"), Actor("bob"), Actor("carol"), Wire()
    wire.found(alice, bob, carol)
    wire.say(alice, "with her", bob, carol)
    wire.enter(alice, alice.entry(wire.room, "remove", subject=carol.signer.subject))
    wire.show(alice, bob)
    wire.say(bob, "without her", alice)
    log, keys = tmp_path / "log", tmp_path / "keys"
    log.write_bytes(b"".join(write(lines_of(wire, alice, bob, carol))))
    keys.write_text(carol.sealed())
    how = ("decrypt", log, "--keys", keys, "--password-stdin")

    assert run(monkeypatch, *how) == log_tool.NO_KEYS
    assert "wrong-owner" in capsys.readouterr().err
    assert run(monkeypatch, *how, "--user", "carol") == log_tool.OK
    output = capsys.readouterr()
    assert "with her" in output.out
    assert "without her" not in output.out
    assert "1 messages not for this key, 0 refused" in output.err
    assert run(monkeypatch, *how, "--user", "mallory") == log_tool.NO_KEYS
    assert "no-bundle" in capsys.readouterr().err


def test_a_user_without_a_file_of_keys(log, monkeypatch, capsys):
    with pytest.raises(SystemExit) as end:
        run(monkeypatch, "decrypt", log, "--user", "alice", "--password-stdin")
    assert end.value.code == log_tool.NOT_POSSIBLE
    assert "--keys" in capsys.readouterr().err


def test_decrypt_goes_on_behind_a_message_that_is_refused(
    tmp_path, monkeypatch, capsys
):
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    wire.say(alice, "one")
    wire.say(alice, "lie", seen={"head": wire.shown[0]["head"], "seq": 2})
    wire.say(alice, "two")
    log = tmp_path / "log"
    log.write_bytes(b"".join(write(lines_of(wire, bob, alice))))

    assert log_tool.main(["verify", str(log)]) == log_tool.OK
    assert run(monkeypatch, "decrypt", log, "--password-stdin") == log_tool.REFUSED
    output = capsys.readouterr()
    assert ": line 9: bad-seen: " in output.err
    assert "one" in output.out
    assert "two" in output.out
    assert "lie" not in output.out


@pytest.mark.parametrize("terminal", [True, False])
def test_the_progress_bar_is_for_terminals(log, monkeypatch, terminal):
    ours, theirs = pty.openpty() if terminal else os.pipe()
    if terminal:
        # Where a terminal does not say how large it is, tqdm draws nothing.
        size = struct.pack("HHHH", 24, 80, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
    monkeypatch.setattr(log_tool, "BAR_AFTER_SECONDS", 0)
    with open(theirs, "w") as stderr, log.open("rb") as file:  # noqa: PTH123
        monkeypatch.setattr(sys, "stderr", stderr)
        with log_tool._bar(file) as bar:
            log_tool.verify(file, bar.update)
        print("done", file=stderr, flush=True)
        shown = b""
        while b"done" not in shown:
            shown += os.read(ours, 10_000)
    os.close(ours)

    assert shown.rstrip().endswith(b"done")
    assert (b"0%|" in shown) == terminal


def test_the_command_line_itself(log):
    command = [sys.executable, "-m", "encryption.log_tool"]
    done = subprocess.run(
        [*command, "decrypt", str(log), "--password-stdin"],
        input=PASSWORD + "\n",
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "LC_ALL": "C"},
        timeout=PATIENCE,
    )
    assert done.returncode == log_tool.OK, done.stderr
    assert "alice: bye" in done.stdout
    shown = subprocess.run(
        [*command, "--help"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=PATIENCE,
    )
    assert "Exit codes" in shown.stdout
