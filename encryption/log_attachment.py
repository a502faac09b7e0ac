"""Opening a file that a decrypted log names, from its chunks as a server stores them.

What is decrypted goes into a new file, which is taken away again where the chunks are
not those that the message names: that is known for certain only behind the last one.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from .body import check_body
from .file import File, read_file
from .signed import ProtocolError, unb64u
from .signed.file_size import chunk_bytes, chunk_count, stored_bytes

NOT_OURS = "this is not what `decrypt --format json` writes"


class Unnamed(Exception):
    """The decrypted log does not name the file, or names several like that."""


def find_file(log: Path, wanted: str) -> tuple[File, str]:
    """Return the file that a decrypted log names by id or name, and its name.

    Raises Unnamed, OSError.
    """
    named = {
        one["id"]: one for one in _files(log) if wanted in (one["id"], one["name"])
    }
    if len(named) > 1:
        raise Unnamed(f"several files are called that; say which: {', '.join(named)}")
    for one in named.values():
        key = unb64u(one["key"])
        return File(one["id"], key, one["size"], one["hash"]), one["name"]
    raise Unnamed("no message in this log names such a file")


def open_file(file: File, chunks: Path, output: Path) -> None:
    """Decrypt the chunks of a file, and write what they hold to a new file.

    `chunks` is a file with all of them, one behind the other, or a folder in which each
    has its number for a name, from 0.

    Raises OSError, ProtocolError as `read_file` does; then nothing is left.
    """
    # Readable by its owner alone; what is there already is kept.
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as out:  # noqa: PTH123
            for part in read_file(file, _stored(file, chunks)):
                out.write(part)
    except BaseException:
        output.unlink()
        raise


def _files(log: Path) -> Iterator[dict]:
    try:
        items = json.loads(log.read_bytes())
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list):
        raise Unnamed(NOT_OURS)
    for item in items:
        if not isinstance(item, dict) or item.get("kind") != "file":
            continue
        try:
            check_body("file", item.get("body"))
        except ProtocolError:
            raise Unnamed(NOT_OURS) from None
        yield from item["body"]["files"]


def _stored(file: File, chunks: Path) -> Iterator[bytes]:
    """Read one chunk after the other, and one byte more than there should be."""
    lengths = [
        stored_bytes(chunk_bytes(file.size, n)) for n in range(chunk_count(file.size))
    ]
    if chunks.is_dir():
        for n, length in enumerate(lengths):
            with (chunks / str(n)).open("rb") as one:
                yield one.read(length + 1)
        return
    with chunks.open("rb") as whole:
        for length in lengths:
            yield whole.read(length)
        if whole.read(1):
            raise ProtocolError("bad-shape", "more than the chunks of the file")
