"""A log is opened by the recovery phrase, too."""

import pytest

from encryption import log_tool
from encryption.crypto_utils import new_phrase, seal_keys
from tests.actors import PASSWORD, Actor, Wire
from tests.factories import now
from tests.logs import lines_of, write
from tests.unit.encryption.test_log_tool import run

PHRASE = f"{'abandon ' * 11}about"


def sealed(person, phrase=PHRASE, purpose="recovery"):
    return seal_keys(
        private_jwks=person.private_jwks,
        username=person.username,
        password=phrase,
        purpose=purpose,
        time=now(),
    )


@pytest.fixture(scope="module")
def made():
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob)
    wire.say(alice, "hello", bob)
    return alice, bob, wire


@pytest.fixture
def log(made, tmp_path):
    alice, bob, wire = made
    path = tmp_path / "log"
    lines = lines_of(wire, bob, alice, recovery=sealed(bob))
    path.write_bytes(b"".join(write(lines)))
    return path


def test_password_and_phrase_open_the_same_log(log, monkeypatch, capsys):
    assert log_tool.main(["verify", str(log)]) == log_tool.OK
    typed = f" 1. {PHRASE.upper()} "
    for secret in (PASSWORD, PHRASE, typed):
        how = ("decrypt", log, "--password-stdin")
        assert run(monkeypatch, *how, password=secret) == log_tool.OK, secret
        assert "alice: hello" in capsys.readouterr().out


@pytest.mark.parametrize(
    "secret",
    [new_phrase(), "abandon about", "", PHRASE + " x"],
    ids=["another", "two words", "nothing", "a word more"],
)
def test_another_phrase_opens_nothing(log, monkeypatch, capsys, secret):
    how = ("decrypt", log, "--password-stdin")
    assert run(monkeypatch, *how, password=secret) == log_tool.NO_KEYS
    output = capsys.readouterr()
    assert "bad-password" in output.err
    assert "hello" not in output.out + output.err


def test_a_phrase_for_keys_from_a_file(made, tmp_path, monkeypatch, capsys):
    alice, bob, wire = made
    log, keys = tmp_path / "log", tmp_path / "keys"
    log.write_bytes(b"".join(write(lines_of(wire, bob, alice))))
    keys.write_text(sealed(alice))
    how = ("decrypt", log, "--password-stdin")
    # The log of an account without a phrase.
    assert run(monkeypatch, *how, password=PHRASE) == log_tool.NO_KEYS
    how = (*how, "--keys", keys, "--user", "alice")
    assert run(monkeypatch, *how, password=PHRASE) == log_tool.OK
    assert "alice: hello" in capsys.readouterr().out
    # What is sealed for one purpose is not opened for another.
    other = "INSECURE something else"
    keys.write_text(sealed(alice, other, "recovery"))
    assert run(monkeypatch, *how, password=other) == log_tool.NO_KEYS
    assert "wrong-purpose" in capsys.readouterr().err


def test_twelve_words_may_be_a_password(made, tmp_path, monkeypatch, capsys):
    alice, bob, wire = made
    log, keys = tmp_path / "log", tmp_path / "keys"
    log.write_bytes(b"".join(write(lines_of(wire, bob, alice))))
    keys.write_text(sealed(bob, PHRASE, "password"))
    how = ("decrypt", log, "--password-stdin", "--keys", keys)
    assert run(monkeypatch, *how, password=PHRASE) == log_tool.OK
    assert "alice: hello" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda lines: lines.insert(4, lines[4]), "line 6: bad-line"),
        (lambda lines: lines.insert(3, lines.pop(4)), "line 5: bad-line"),
        (lambda lines: lines[4][1].update(username="alice"), "line 5: wrong-owner"),
        (lambda lines: lines[4][1].update(sealed=None), "line 5: bad-shape"),
        (lambda lines: lines[4][1].update(more=1), "line 5: bad-shape"),
    ],
)
def test_its_line_is_held_against_the_form(made, tmp_path, capsys, change, where):
    alice, bob, wire = made
    lines = lines_of(wire, bob, alice, recovery=sealed(bob))
    assert lines[4][0] == "recovery", "the premise"
    change(lines)
    log = tmp_path / "log"
    log.write_bytes(b"".join(write(lines)))
    assert log_tool.main(["verify", str(log)]) == log_tool.REFUSED
    assert where in capsys.readouterr().err
