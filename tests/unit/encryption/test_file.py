"""A file as a whole: what was cut into chunks comes back, and nothing else does."""

import os

import pytest

from encryption.crypto_utils import ProtocolError, chunk_count, make_chunk, new_file
from encryption.file import File, chunk_tag, file_hash, read_file
from encryption.signed.file_size import CHUNK_BYTES, stored_chunks, stored_size

DATA = os.urandom(2 * CHUNK_BYTES + 5)


def made(data=DATA, file=None):
    file = file or new_file(len(data))
    chunks = [
        make_chunk(file, n, data[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
        for n in range(chunk_count(file.size))
    ]
    named = File(file.id, file.key, file.size, file_hash(map(chunk_tag, chunks)))
    return named, chunks


def reason(file, chunks):
    with pytest.raises(ProtocolError) as raised:
        list(read_file(file, chunks))
    return raised.value.reason


@pytest.mark.parametrize("size", [0, 1, 20_000, CHUNK_BYTES, len(DATA)])
def test_a_file_comes_back(size):
    file, chunks = made(DATA[:size])

    assert b"".join(read_file(file, chunks)) == DATA[:size]
    assert sum(map(len, chunks)) == stored_size(size)
    assert [*map(len, chunks)] == stored_chunks(stored_size(size))


def test_no_two_encryptions_are_alike():
    file, chunks = made()
    again, others = made(file=file)

    assert (again.id, again.key) == (file.id, file.key)
    assert not set(chunks) & set(others)
    assert again.hash != file.hash


def test_what_a_lying_server_may_do():
    file, chunks = made()
    other, others = made()
    first, second, last = chunks

    assert reason(file, [second, first, last]) == "bad-tag"
    assert reason(file, others) == "bad-tag"
    assert reason(file, [first, second]) == "wrong-hash"
    assert reason(file, []) == "wrong-hash"
    assert reason(file, [*chunks, last]) == "wrong-hash"
    assert reason(file, [first, second, last[:-1]]) == "bad-shape"
    assert reason(file, [first, second, second]) == "bad-shape"


def test_a_member_who_knows_the_key_cannot_exchange_the_content():
    file, _ = made()
    _, others = made(os.urandom(len(DATA)), file)

    assert reason(file, others) == "wrong-hash"


def test_data_of_another_length_is_our_own_fault():
    with pytest.raises(ValueError, match="length"):
        make_chunk(new_file(5), 0, b"four")
    with pytest.raises(ValueError, match="no chunk"):
        make_chunk(new_file(5), 1, b"")
