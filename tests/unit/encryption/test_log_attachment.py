"""Files of an opened log: they come out as they were sent, or not at all."""

import os
import stat

import pytest

from encryption import log_tool
from encryption.crypto_utils import chunk_count, file_hash, make_chunk, new_file
from encryption.file import chunk_tag
from encryption.signed import b64u
from encryption.signed.file_size import CHUNK_BYTES
from tests.actors import Actor, Wire
from tests.logs import lines_of, write
from tests.unit.encryption.test_log_tool import run

DATA = os.urandom(CHUNK_BYTES + 5)
NAME = "Plan of the house.pdf"


def made(data: bytes, name: str) -> tuple[dict, list[bytes]]:
    """Make a file: what a message says of it, and its stored chunks."""
    file = new_file(len(data))
    chunks = [
        make_chunk(file, n, data[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
        for n in range(chunk_count(len(data)))
    ]
    about = {
        "hash": file_hash(map(chunk_tag, chunks)),
        "id": file.id,
        "key": b64u(file.key),
        "name": name,
        "size": len(data),
        "type": "application/pdf",
    }
    return about, chunks


@pytest.fixture(scope="module")
def sent():
    """Return files that Alice sent: the plan, and two of one name."""
    return [made(DATA, NAME), made(b"one", "note.txt"), made(b"two", "note.txt")]


@pytest.fixture
def opened(sent, tmp_path, monkeypatch):
    """Return the opened log, and where the stored chunks of the plan are."""
    alice, bob, wire = Actor("alice"), Actor("bob"), Wire()
    wire.found(alice, bob, kind="direct")
    body = {"files": [about for about, _ in sent], "text": "Here it is"}
    wire.say(alice, "", bob, kind="file", body=body)
    log = tmp_path / "room.securechat.jsonl"
    log.write_bytes(b"".join(write(lines_of(wire, bob, alice))))
    path = tmp_path / "opened.json"
    options = ("--password-stdin", "--format", "json", "--output", path)
    assert run(monkeypatch, "decrypt", log, *options) == log_tool.OK
    return path


@pytest.fixture
def stored(sent, tmp_path):
    """Return a file with the stored chunks of the plan."""
    path = tmp_path / "chunks"
    path.write_bytes(b"".join(sent[0][1]))
    return path


@pytest.fixture
def out(tmp_path):
    return tmp_path / "plan.pdf"


def attachment(*arguments: object) -> int:
    *named, output = map(str, arguments)
    return log_tool.main(["attachment", *named, "--output", output])


def test_it_comes_out_as_it_was_sent(opened, stored, out, capsys):
    assert attachment(opened, NAME, stored, out) == log_tool.OK
    assert out.read_bytes() == DATA
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{out}: “{NAME}”, {len(DATA)} bytes, as it was sent" in said.err


def test_by_its_id_from_a_folder_of_chunks(opened, sent, tmp_path, out):
    about, chunks = sent[0]
    folder = tmp_path / "folder"
    folder.mkdir()
    for n, chunk in enumerate(chunks):
        (folder / str(n)).write_bytes(chunk)
    assert attachment(opened, about["id"], folder, out) == log_tool.OK
    assert out.read_bytes() == DATA


def exchanged(chunks):
    return b"".join(reversed(chunks))


def cut_short(chunks):
    return b"".join(chunks)[:-1]


def made_longer(chunks):
    return b"".join(chunks) + b"\0"


def with_a_changed_bit(chunks):
    first = bytearray(chunks[0])
    first[99] ^= 1
    return bytes(first) + chunks[1]


def another_file(chunks):
    return b"".join(made(DATA, NAME)[1])


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        (exchanged, "bad-tag"),
        (cut_short, "bad-shape"),
        (made_longer, "bad-shape"),
        (with_a_changed_bit, "bad-tag"),
        (another_file, "bad-tag"),
    ],
)
def test_what_is_not_the_file_leaves_nothing(
    opened, sent, stored, out, capsys, lie, reason
):
    stored.write_bytes(lie(sent[0][1]))
    assert attachment(opened, NAME, stored, out) == log_tool.REFUSED
    assert f"{stored}: {reason}: " in capsys.readouterr().err
    assert not out.exists()


def test_chunks_by_somebody_else_who_has_the_key(opened, sent, stored, out, capsys):
    file = log_tool.find_file(opened, NAME)[0]
    other = [make_chunk(file, 0, bytes(CHUNK_BYTES)), make_chunk(file, 1, bytes(5))]
    stored.write_bytes(b"".join(other))
    assert attachment(opened, NAME, stored, out) == log_tool.REFUSED
    assert f"{stored}: wrong-hash: " in capsys.readouterr().err
    assert not out.exists()


def test_a_chunk_that_is_not_there(opened, sent, tmp_path, out, capsys):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "0").write_bytes(sent[0][1][0])
    assert attachment(opened, NAME, tmp_path / "folder", out) == log_tool.NOT_POSSIBLE
    assert "folder/1: No such file" in capsys.readouterr().err
    assert not out.exists()


def test_nothing_is_overwritten(opened, stored, out, capsys):
    out.write_text("mine")
    assert attachment(opened, NAME, stored, out) == log_tool.NOT_POSSIBLE
    assert out.read_text() == "mine"
    assert "File exists" in capsys.readouterr().err


def test_names_that_say_too_little(opened, sent, stored, out, capsys):
    assert attachment(opened, "other.pdf", stored, out) == log_tool.NOT_POSSIBLE
    assert "no message in this log names such a file" in capsys.readouterr().err
    assert attachment(opened, "note.txt", stored, out) == log_tool.NOT_POSSIBLE
    told = capsys.readouterr().err
    assert all(about["id"] in told for about, _ in sent[1:])


@pytest.mark.parametrize("text", ["{}", "not JSON", '[{"kind":"file","body":{}}]'])
def test_what_is_no_opened_log(text, stored, out, tmp_path, capsys):
    log = tmp_path / "log.json"
    log.write_text(text)
    assert attachment(log, NAME, stored, out) == log_tool.NOT_POSSIBLE
    assert "is not what `decrypt --format json` writes" in capsys.readouterr().err
    assert not out.exists()
