"""Attacks on files, whose message says what has to come down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from encryption.crypto_utils import make_chunk
from encryption.signed.file_size import CHUNK_BYTES
from tests.malicious.attack import SERVER, SERVER_AND_MEMBER, Check, attack
from tests.malicious.people import Sent
from tests.malicious.stage import Stage

NAME = "plan.pdf"
CAPTION = "Here it is"
DATA = os.urandom(2 * CHUNK_BYTES)

PRIMITIVES = "static/js/crypto/primitives.js"
TAG_SOURCE = (
    PRIMITIVES,
    "if (!equal(await bulkTag(key, iv, ciphertext, aad), tag)) "
    'throw new ProtocolError("bad-tag")',
    "",
)
TAG = Check(
    *TAG_SOURCE,
    "the tag over a chunk, its file, its place and whether it is the last is right",
    # Under another key the padding is wrong, too, and is refused as the tag is.
    also=(
        (
            PRIMITIVES,
            'return new Uint8Array(await subtle.decrypt({ name: "AES-CBC", iv }, aes, '
            'ciphertext))\n  } catch {\n    throw new ProtocolError("bad-tag")',
            'return new Uint8Array(await subtle.decrypt({ name: "AES-CBC", iv }, aes, '
            "ciphertext))\n  } catch {\n    return ciphertext.slice()",
        ),
    ),
)
LENGTH = Check(
    "static/js/crypto/file.js",
    "if (stored.length !== storedBytes(file.size, n)) "
    'throw new ProtocolError("bad-shape", "length of the chunk")',
    "",
    "a chunk is as long as the file's size says",
)
HASH = Check(
    "static/js/crypto/file.js",
    "if (tags.length !== chunkCount(file.size) || "
    "await fileHash({ tags }) !== file.hash) {",
    "if (false) {",
    "the chunks are those that the sender signed for",
)


def sent(stage: Stage) -> Sent:
    """Let Bob send Alice a file of two chunks, and let her read of it."""
    stage.meet()
    stage.bob.fetch(stage.room)
    file = stage.bob.send_file(stage.room, NAME, DATA, CAPTION)
    stage.reads(CAPTION)
    return file


def save(stage: Stage) -> None:
    """Let Alice come anew and save the file."""
    stage.visit()
    stage.victim.save(NAME)


def give(stage: Stage, file: Sent, n: int, lie: Callable[[bytes], bytes]) -> None:
    """Give Alice something else for a chunk."""
    stage.answer(f"GET /api/rooms/{stage.room}/files/{file.id}/chunks/{n}", lie)


def give_all(stage: Stage, file: Sent, chunks: list[bytes]) -> None:
    """Give Alice these chunks instead, as far as she asks for them."""
    for n, chunk in enumerate(chunks):
        route = f"GET /api/rooms/{stage.room}/files/{file.id}/chunks/{n}"
        # Whoever has refused the first need not ask for the second.
        stage.answer(route, lambda _, chunk=chunk: chunk, counts=n == 0)


@attack(
    has=SERVER,
    does="gives the two chunks of a file of Bob's in the wrong order",
    refused="the file",
    reason="bad-tag",
    check=TAG,
)
def file_with_exchanged_chunks(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    yield
    give_all(stage, file, file.chunks[::-1])
    save(stage)


@attack(
    has=SERVER,
    does="cuts a chunk of a file short",
    refused="the file",
    reason="bad-shape",
    check=LENGTH,
)
def file_cut_short(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    yield
    give(stage, file, 1, lambda chunk: chunk[:-16])
    save(stage)


@attack(
    has=SERVER,
    does="puts bytes behind a chunk of a file",
    refused="the file",
    reason="bad-shape",
    check=LENGTH,
)
def file_made_longer(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    yield
    give(stage, file, 1, lambda chunk: chunk + bytes(16))
    save(stage)


@attack(
    has=SERVER,
    does="gives the chunks of another file of Bob's, of the same length",
    refused="the file",
    reason="bad-tag",
    check=TAG,
)
def file_given_for_another(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    other = stage.bob.bring_file(stage.room, DATA)
    yield
    give_all(stage, file, other.chunks)
    save(stage)


@attack(
    has=SERVER,
    does="changes one bit in the middle of a chunk",
    refused="the file",
    reason="bad-tag",
    check=TAG,
)
def file_with_a_changed_bit(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    yield
    give(
        stage, file, 1, lambda chunk: chunk[:99] + bytes([chunk[99] ^ 1]) + chunk[100:]
    )
    save(stage)


@attack(
    has=SERVER_AND_MEMBER,
    does="gives chunks that Mallory made with the file's key, which members know",
    refused="the file",
    reason="wrong-hash",
    check=HASH,
)
def file_made_by_a_member(stage: Stage) -> Iterator[None]:
    file = sent(stage)
    yield
    made = [make_chunk(file.file, n, os.urandom(CHUNK_BYTES)) for n in range(2)]
    give_all(stage, file, made)
    save(stage)
