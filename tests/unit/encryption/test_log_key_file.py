"""A log is opened by a key file, too."""

import pytest

from encryption import log_tool
from encryption.crypto_utils import make_key_file, seal_keys
from tests.actors import PASSWORD, Actor, Wire
from tests.factories import now
from tests.logs import lines_of, write
from tests.unit.encryption.test_log_tool import run

FILE_PASSWORD = "INSECURE words for the file"


def key_file(person, username=None):
    """Make somebody's key file."""
    username = username or person.username
    sealed = seal_keys(
        private_jwks=person.private_jwks,
        username=username,
        password=PASSWORD,
        purpose="password",
        time=now(),
    )
    text, _ = make_key_file(
        text=sealed,
        username=username,
        password=PASSWORD,
        purpose="password",
        enc_thumbprint=person.keys.enc_thumbprint,
        sig_thumbprint=person.keys.sig_thumbprint,
        bundle=person.bundles[person.username][-1],
        file_password=FILE_PASSWORD,
        time=now(),
    )
    return text


@pytest.fixture(scope="module")
def made():
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    wire.say(alice, "hello", bob)
    return alice, bob, b"".join(write(lines_of(wire, bob, alice)))


@pytest.fixture
def opened(made, tmp_path, monkeypatch, capsys):
    """Open Bob's log with a key file of this text."""
    log, keys = tmp_path / "log", tmp_path / "keys"
    log.write_bytes(made[2])

    def open_with(text, *further, password=FILE_PASSWORD):
        keys.write_text(text)
        how = ("decrypt", log, "--password-stdin", "--keys", keys, *further)
        code = run(monkeypatch, *how, password=password)
        output = capsys.readouterr()
        return code, output.out, output.err

    return open_with


def test_the_file_opens_the_log_of_whoever_downloaded_it(made, opened):
    alice, bob, _ = made
    for text in (key_file(bob), f"  {key_file(bob).strip()}\r\n"):
        code, out, _ = opened(text)
        assert code == log_tool.OK
        assert "alice: hello" in out
    code, out, _ = opened(key_file(alice), "--user", "alice")
    assert code == log_tool.OK
    assert "alice: hello" in out


def test_what_is_wrong_with_a_file_is_named_and_nothing_is_opened(made, opened):
    alice, bob, _ = made
    text = key_file(bob)
    cut = text[: len(text) // 2]
    first, key, iv, rest, tag = text.strip().split(".")
    other = ("B" if tag[0] == "A" else "A") + tag[1:]
    altered = ".".join([first, key, iv, rest, other])
    for given, password, reason in (
        (text, PASSWORD, "bad-password"),
        (text, "", "bad-password"),
        (key_file(alice), FILE_PASSWORD, "wrong-owner"),
        (key_file(alice, "bob"), FILE_PASSWORD, "wrong-owner"),
        (cut, FILE_PASSWORD, "bad-shape"),
        ("", FILE_PASSWORD, "bad-shape"),
        (text * 2, FILE_PASSWORD, "bad-shape"),
        (text * 40, FILE_PASSWORD, "too-large"),
        (altered, FILE_PASSWORD, "bad-tag"),
    ):
        code, out, err = opened(given, password=password)
        assert code == log_tool.NO_KEYS
        assert f"{reason}: " in err
        assert "hello" not in out + err
