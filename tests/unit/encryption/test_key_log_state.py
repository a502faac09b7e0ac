"""What is kept of a key log in a file."""

import json
import os
import stat

import pytest

from encryption.key_log_follower import Followed
from encryption.key_log_state import (
    UnusableState,
    check_folder,
    read_state,
    state_path,
    write_state,
)
from encryption.signed import b64u, extend_log

URL = "https://chat.example.org"
LOG = extend_log(
    log={"size": 0, "subtrees": []},
    entries=[
        {"bundle": b64u(bytes(32)), "time": time, "username": "alice"}
        for time in range(5)
    ],
)
FOLLOWED = Followed(URL, LOG["size"], LOG["root"], LOG["subtrees"])


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state"


def test_it_is_read_as_it_was_written(path):
    assert read_state(path, URL) is None
    for followed in (FOLLOWED, Followed(URL, 5, LOG["root"], None)):
        write_state(path, followed)
        assert read_state(path, URL) == followed
    assert [one.name for one in path.parent.iterdir()] == ["state"]


def test_it_is_for_its_owner_alone(path):
    path.write_text("{}")
    path.chmod(0o644)
    write_state(path, FOLLOWED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_state_that_cannot_be_written_stays_as_it_was(path, monkeypatch):
    write_state(path, FOLLOWED)
    before = path.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError):
        write_state(path, Followed(URL, 6, LOG["root"], None))
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["state"]


def altered(**changes):
    return json.dumps({**vars(FOLLOWED), **changes})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 10_000,
        "x" * 20_000,
        altered(more=1),
        altered(url="https://other.example.org"),
        altered(size=7),
        altered(size="5"),
        altered(size=-1),
        altered(root="x"),
        altered(root=b64u(bytes(32))),
        altered(subtrees=[]),
        altered(subtrees=LOG["subtrees"][::-1]),
        altered(subtrees="x"),
        altered(subtrees=[1, 2]),
    ],
)
def test_what_cannot_be_continued_is_refused(path, text):
    path.write_text(text)
    with pytest.raises(UnusableState):
        read_state(path, URL)
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (URL, "chat.example.org.keylog.json"),
        ("http://127.0.0.1:5000", "127.0.0.1-5000.keylog.json"),
        ("http://[::1]:5000/below", "1-5000.keylog.json"),
    ],
)
def test_the_file_is_named_after_the_host(url, name):
    assert str(state_path(url)) == name


def test_a_link_stays_one(path, tmp_path):
    place = tmp_path / "elsewhere"
    place.mkdir()
    path.symlink_to(place / "kept")
    for followed in (FOLLOWED, Followed(URL, 5, LOG["root"], None)):
        check_folder(path)
        write_state(path, followed)
        assert path.is_symlink()
        assert read_state(place / "kept", URL) == read_state(path, URL) == followed


def test_a_pipe_is_no_state(path):
    os.mkfifo(path)
    with pytest.raises(UnusableState):
        read_state(path, URL)
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_a_device_is_no_state(path):
    path.symlink_to("/dev/null")
    with pytest.raises(UnusableState):
        read_state(path, URL)


def test_a_folder_that_is_not_there(path, tmp_path):
    check_folder(path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match="nowhere"):
        check_folder(tmp_path / "nowhere" / "state")
