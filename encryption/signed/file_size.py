"""How long files are made, and the chunks that they are stored in (PROTOCOL.md §20).

Without a key: the server counts with the same numbers.
"""

from ..errors import ProtocolError
from .limits import MAX_CHUNKS

CHUNK_BYTES = 1_048_576
# What is smaller is made as large as this: a note, a face and a tune look alike.
LEAST_BYTES = 16_384

IV_BYTES = 16
TAG_BYTES = 32
BLOCK_BYTES = 16


def padded_size(size: int) -> int:
    """Return how long a file is with its padding.

    Raises ProtocolError `too-large`.
    """
    padded = LEAST_BYTES
    if size > LEAST_BYTES:
        # Padmé (Nikitin et al., 2019): the length keeps as many of its highest bits
        # as say how long it is in bits, and at most 12 % are added.
        exponent = size.bit_length() - 1
        unit = 1 << (exponent - exponent.bit_length())
        padded = -(-size // unit) * unit
    if padded > MAX_CHUNKS * CHUNK_BYTES:
        raise ProtocolError("too-large")
    return padded


def chunk_count(size: int) -> int:
    """Return how many chunks a file has.

    Raises ProtocolError `too-large`.
    """
    return -(-padded_size(size) // CHUNK_BYTES)


def chunk_bytes(size: int, n: int) -> int:
    """Return how long chunk n of a file is, with its part of the padding.

    Raises ProtocolError `too-large`.
    """
    if not 0 <= n < chunk_count(size):
        raise ValueError("no chunk of the file")
    return min(CHUNK_BYTES, padded_size(size) - n * CHUNK_BYTES)


def stored_bytes(chunk: int) -> int:
    """Return how many bytes a chunk takes where it is stored."""
    # PKCS #7 adds at least one byte, up to a whole block.
    return IV_BYTES + chunk + BLOCK_BYTES - chunk % BLOCK_BYTES + TAG_BYTES


def stored_size(size: int) -> int:
    """Return how many bytes all chunks of a file take where they are stored.

    Raises ProtocolError `too-large`.
    """
    return sum(stored_bytes(chunk_bytes(size, n)) for n in range(chunk_count(size)))


def stored_chunks(stored: int) -> list[int]:
    """Return how long each stored chunk is, of a file that takes so many bytes."""
    full = stored_bytes(CHUNK_BYTES)
    return [full] * (stored // full) + ([stored % full] if stored % full else [])
