"""Files in encrypted chunks (PROTOCOL.md §20)."""

import hashlib

from ..insecure import b64, derive, encrypt, make_id, sha
from . import accepted, refused

ID, KEY, IV = make_id("file"), derive("file key", 64), derive("file iv", 16)
DATA = b"a photo of a cat"
CHUNK, LEAST = 1_048_576, 16_384
TAGS = [derive(f"file tag {n}", 32) for n in range(3)]


def file(size: int = len(DATA), **changes: object) -> dict:
    """Write what a message says of a file."""
    return {"id": ID, "key": b64(KEY), "size": size, **changes}


def bound(n: int = 0, place: str = "end", identity: str = ID) -> bytes:
    """Write what a chunk is bound to."""
    return f"securechat/file/1 {identity} {n} {place}".encode()


def chunk(
    data: bytes = DATA, size: int = LEAST, aad: bytes | None = None, **how: object
) -> bytes:
    """Encrypt a chunk."""
    key, pkcs7 = how.pop("key", KEY), how.pop("pkcs7", True)
    padded = data.ljust(size, b"\0")
    ciphertext, tag = encrypt(key, IV, aad or bound(), padded, pkcs7=pkcs7)
    return IV + ciphertext + tag


def flipped(data: bytes, at: int) -> bytes:
    """Flip one bit."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def sizes() -> list[dict]:
    """Write how long files are made."""
    padded = {
        0: LEAST,
        1: LEAST,
        LEAST: LEAST,
        LEAST + 1: 17_408,
        100_000: 100_352,
        CHUNK: CHUNK,
        CHUNK + 1: 1_081_344,
        104_857_600: 104_857_600,
        104_857_601: 106_954_752,
        2**32 + 1: 4_362_076_160,
        2**36: 2**36,
    }
    # One chunk more for each begun MiB; each takes 64 bytes more than it holds.
    stored = {
        0: LEAST + 64,
        CHUNK: CHUNK + 64,
        CHUNK + 1: 1_081_344 + 2 * 64,
        104_857_600: 104_857_600 + 100 * 64,
        2**36: 2**36 + 65_536 * 64,
    }
    counts = {0: 1, CHUNK: 1, CHUNK + 1: 2, 104_857_601: 102, 2**36: 65_536}
    return [
        *(
            accepted(f"pads-{size}", "padded_size", value, size=size)
            for size, value in padded.items()
        ),
        *(
            accepted(f"counts-{size}", "chunk_count", value, size=size)
            for size, value in counts.items()
        ),
        *(
            accepted(f"stores-{size}", "stored_size", value, size=size)
            for size, value in stored.items()
        ),
        *(
            refused(f"{name}-too-large", "too-large", name, size=2**36 + 1)
            for name in ("padded_size", "chunk_count", "stored_size")
        ),
        refused("largest-of-numbers", "too-large", "padded_size", size=2**53 - 1),
    ]


def vectors() -> list[dict]:
    """Write the vectors."""
    read, whole = "read_chunk", chunk()
    last = chunk(b"!", 32_768, bound(1))

    def opened(name: str, data: bytes, stored: bytes, n: int = 0, **of: object) -> dict:
        value = {"data": b64(data), "tag": b64(stored[-32:])}
        how = {"file": file(**of), "n": n, "stored": b64(stored)}
        return accepted(name, read, value, **how)

    def bad(reason: str, name: str, stored: bytes, n: int = 0, **of: object) -> dict:
        how = {"file": file(**of), "n": n, "stored": b64(stored)}
        return refused(name, reason, read, **how)

    two = file(CHUNK + 1)
    check = {"file": {**two, "hash": sha(b"".join(TAGS[:2]))}}
    tags = [b64(tag) for tag in TAGS]
    return [
        *sizes(),
        opened("one-chunk", DATA, whole),
        opened("empty", b"", chunk(b""), size=0),
        opened("no-padding", b"\0\1" * 8_192, chunk(b"\0\1" * 8_192), size=LEAST),
        opened("ends-with-zeros", DATA + bytes(9), chunk(DATA), size=len(DATA) + 9),
        opened("last-of-two", b"!", last, 1, size=CHUNK + 1),
        bad("bad-shape", "nothing", b""),
        bad("bad-shape", "one-byte-short", whole[:-1]),
        bad("bad-shape", "one-byte-long", whole + b"\0"),
        bad("bad-shape", "not-padded-enough", chunk(size=4_096)),
        bad("bad-shape", "padded-too-much", chunk(size=17_408)),
        bad("bad-shape", "last-in-the-place-of-the-first", last, size=CHUNK + 1),
        bad("bad-tag", "iv-altered", flipped(whole, 0)),
        bad("bad-tag", "ciphertext-altered", flipped(whole, 5_000)),
        bad("bad-tag", "tag-altered", flipped(whole, -1)),
        bad("bad-tag", "of-another-file", whole, id=make_id("other file")),
        bad("bad-tag", "under-another-key", whole, key=b64(derive("other key", 64))),
        bad("bad-tag", "of-another-place", chunk(aad=bound(1))),
        bad("bad-tag", "cut-off-and-called-whole", chunk(aad=bound(0, "more"))),
        bad(
            "bad-tag",
            "last-that-is-not-the-end",
            chunk(b"!", 32_768, bound(1, "more")),
            1,
            size=CHUNK + 1,
        ),
        bad("bad-padding", "one-behind-the-end", chunk(DATA + b"\0\1")),
        bad("bad-padding", "longer-than-said", chunk(DATA + b"!")),
        bad(
            "bad-padding",
            "block-padding-of-another-length",
            chunk(size=LEAST + 15),
        ),
        accepted("hash-of-one", "file_hash", sha(TAGS[0]), tags=tags[:1]),
        accepted("hash-of-three", "file_hash", sha(b"".join(TAGS)), tags=tags),
        accepted("whole", "check_file", None, **check, tags=tags[:2]),
        refused("chunk-missing", "wrong-hash", "check_file", **check, tags=tags[:1]),
        refused("chunk-too-many", "wrong-hash", "check_file", **check, tags=tags),
        refused(
            "chunks-exchanged", "wrong-hash", "check_file", **check, tags=tags[1::-1]
        ),
        refused(
            "made-anew-by-a-member",
            "wrong-hash",
            "check_file",
            **check,
            tags=[tags[0], b64(hashlib.sha256(b"other").digest())],
        ),
    ]
