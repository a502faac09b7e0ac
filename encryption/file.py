"""Files: padded, cut into chunks, each encrypted by itself (PROTOCOL.md §20)."""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .content import open_content, seal_content
from .signed import ProtocolError, b64u, new_id
from .signed.file_size import (
    CHUNK_BYTES,
    IV_BYTES,
    TAG_BYTES,
    chunk_bytes,
    chunk_count,
    stored_bytes,
)

KEY_BYTES = 64


@dataclass(frozen=True)
class File:
    """What a message says of a file, as far as it takes to open it."""

    id: str
    key: bytes
    size: int
    hash: str = ""


def new_file(size: int) -> File:
    """Draw what a new file is known and opened by."""
    return File(new_id(), os.urandom(KEY_BYTES), size)


def make_chunk(file: File, n: int, data: bytes) -> bytes:
    """Encrypt chunk n, whose part of the file is `data`.

    Raises ProtocolError `too-large`.
    """
    if len(data) != _data_bytes(file.size, n):
        raise ValueError("data of another length")
    plaintext = data.ljust(chunk_bytes(file.size, n), b"\0")
    iv = os.urandom(IV_BYTES)
    ciphertext, tag = seal_content(file.key, iv, _bound(file, n), plaintext)
    return iv + ciphertext + tag


def read_chunk(file: File, n: int, stored: bytes) -> bytes:
    """Open chunk n and return its part of the file.

    Raises ProtocolError `too-large`, `bad-shape`, `bad-tag`, `bad-padding`.
    """
    if len(stored) != stored_bytes(chunk_bytes(file.size, n)):
        raise ProtocolError("bad-shape", "length of the chunk")
    iv, ciphertext, tag = (
        stored[:IV_BYTES],
        stored[IV_BYTES:-TAG_BYTES],
        stored[-TAG_BYTES:],
    )
    padded = open_content(file.key, iv, _bound(file, n), ciphertext, tag)
    size = _data_bytes(file.size, n)
    if len(padded) != chunk_bytes(file.size, n) or any(padded[size:]):
        raise ProtocolError("bad-padding")
    return padded[:size]


def chunk_tag(stored: bytes) -> bytes:
    """Return the tag of a stored chunk."""
    return stored[-TAG_BYTES:]


def file_hash(tags: Iterable[bytes]) -> str:
    """Hash the tags of all chunks in order: what a message says of the content."""
    return b64u(hashlib.sha256(b"".join(tags)).digest())


def check_file(file: File, tags: list[bytes]) -> None:
    """Demand that the chunks that were read are those that the message names.

    Raises ProtocolError `too-large`, `wrong-hash`.
    """
    whole = len(tags) == chunk_count(file.size)
    if not whole or not hmac.compare_digest(file_hash(tags), file.hash):
        raise ProtocolError("wrong-hash")


def read_file(file: File, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Open a file chunk by chunk; the last refusal may come behind the last part.

    Raises ProtocolError as `read_chunk` and `check_file` do.
    """
    tags = []
    for n, stored in enumerate(chunks):
        if n == chunk_count(file.size):
            raise ProtocolError("wrong-hash", "more chunks than the file has")
        yield read_chunk(file, n, stored)
        tags.append(chunk_tag(stored))
    check_file(file, tags)


def _bound(file: File, n: int) -> bytes:
    place = "end" if n == chunk_count(file.size) - 1 else "more"
    return f"securechat/file/1 {file.id} {n} {place}".encode("ascii")


def _data_bytes(size: int, n: int) -> int:
    return max(0, min(size - n * CHUNK_BYTES, CHUNK_BYTES))
