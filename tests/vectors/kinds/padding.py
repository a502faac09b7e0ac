"""Padding to buckets (PROTOCOL.md §9)."""

import hashlib
from itertools import pairwise

from ..insecure import b64
from . import accepted, refused

BUCKETS = (2_048, 4_096, 8_192, 16_384, 32_768, 65_536)


def filler(size: int) -> dict:
    """Write a long argument short."""
    return {"repeat": "A", "times": size}


def padded(data: bytes, size: int) -> bytes:
    """Pad to a size."""
    return (data + b"\x80").ljust(size, b"\0")


def digest(size: int, bucket: int) -> str:
    """Hash padded filler."""
    return b64(hashlib.sha256(padded(b"A" * size, bucket)).digest())


def vectors() -> list[dict]:
    """Write the vectors."""
    edges = [(0, 2_048)]
    for bucket, larger in pairwise(BUCKETS):
        edges += [(bucket - 1, bucket), (bucket, larger)]
    edges.append((65_535, 65_536))
    wrong = {
        "empty": b"",
        "mark-missing": bytes(2_048),
        "mark-missing-behind-text": b"text".ljust(2_048, b"\0"),
        "no-room-for-mark": b"A" * 2_048,
        "ones-behind-mark": b"text\x80".ljust(2_048, b"\1"),
        "one-bit-behind-mark": padded(b"text", 2_047) + b"\1",
        "other-mark": b"text\x81".ljust(2_048, b"\0"),
        "one-byte-short": padded(b"text", 2_047),
        "one-byte-long": padded(b"text", 2_049),
        "between-buckets": padded(b"text", 6_144),
        "twice-the-largest": padded(b"text", 131_072),
    }
    return [
        *(
            accepted(f"pads-{size}", "pad", digest(size, bucket), data=filler(size))
            for size, bucket in edges
        ),
        refused("does-not-fit", "too-large", "pad", data=filler(65_536)),
        accepted("unpads", "unpad", b64(b"text"), data=b64(padded(b"text", 2_048))),
        accepted("unpads-nothing", "unpad", "", data=b64(padded(b"", 2_048))),
        accepted(
            "larger-bucket-than-needed",
            "unpad",
            b64(b"text"),
            data=b64(padded(b"text", 4_096)),
        ),
        accepted(
            "mark-and-zeros-in-the-text",
            "unpad",
            b64(b"te\x80\0\0xt\x80\0"),
            data=b64(padded(b"te\x80\0\0xt\x80\0", 2_048)),
        ),
        *(
            refused(name, "bad-padding", "unpad", data=b64(data))
            for name, data in wrong.items()
        ),
    ]
